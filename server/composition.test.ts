import { afterEach, expect, test } from "vitest";
import { type Composition, compose } from "./composition";
import { readEnv } from "./env";

const opened: Composition[] = [];
afterEach(async () => {
  for (const { db } of opened.splice(0)) await Promise.all([db.app.close(), db.platform.close()]);
});

/** The composition under the test's environment with these variables over it. */
function composed(over: Record<string, string>): Composition {
  const made = compose(readEnv({ ...process.env, ...over }));
  opened.push(made);
  return made;
}
const driversOf = ({ files, cache, rateLimiter, mail }: Composition) =>
  [files, cache, rateLimiter, mail].map((adapter) => adapter.driver);

test("without any variable everything is on this machine", () => {
  expect(driversOf(composed({}))).toEqual(["disk", "memory", "postgres", "console"]);
});

test("each variable chooses its driver, and all of them go together", () => {
  const chosen = composed({
    TRAMA_FILES_DRIVER: "s3",
    S3_BUCKET: "b",
    S3_ACCESS_KEY_ID: "k",
    S3_SECRET_ACCESS_KEY: "s",
    TRAMA_CACHE_DRIVER: "upstash",
    UPSTASH_REDIS_REST_URL: "https://x.upstash.example",
    UPSTASH_REDIS_REST_TOKEN: "t",
    TRAMA_MAIL_DRIVER: "resend",
    RESEND_API_KEY: "re_x",
    TRAMA_DATABASE_DRIVER: "neon",
  });
  expect(driversOf(chosen)).toEqual(["s3", "upstash", "upstash", "resend"]);
  expect(composed({ TRAMA_MAIL_DRIVER: "smtp", SMTP_URL: "smtp://h:25" }).mail.driver).toBe("smtp");
});

test("a driver without its variables is one sentence that names them all", () => {
  const cases: [Record<string, string>, string][] = [
    [{ TRAMA_FILES_DRIVER: "s3" }, "S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY"],
    [{ TRAMA_CACHE_DRIVER: "upstash" }, "UPSTASH_REDIS_REST_URL, UPSTASH_REDIS_REST_TOKEN"],
    [{ TRAMA_MAIL_DRIVER: "smtp" }, "SMTP_URL"],
    [{ TRAMA_MAIL_DRIVER: "resend" }, "RESEND_API_KEY"],
  ];
  for (const [over, names] of cases)
    expect(() => readEnv({ ...process.env, ...over })).toThrow(`${names} missing`);
});

test("an SMTP address of another kind is refused at the start, not at the first mail", () => {
  const over = { TRAMA_MAIL_DRIVER: "smtp", SMTP_URL: "http://mail.example" };
  expect(() => composed(over)).toThrow("smtp://");
});
