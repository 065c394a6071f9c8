import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { listenHttp, type HttpListener } from "@/server/testing/http-listener";
import { mintTenant } from "@/server/testing/tenant";
import { reportError, setErrorSink } from "@/server/observability/report-error";
import { inTenant } from "@/server/tenancy/in-tenant";
import { openErrorSink } from "./open-error-sink";

let receiver: HttpListener;
beforeAll(async () => {
  receiver = await listenHttp();
  setErrorSink(openErrorSink(`http://publickey@127.0.0.1:${receiver.port}/42`));
});
afterAll(async () => {
  setErrorSink(undefined);
  await receiver.close();
});

const SECRETS = [
  "hunter2hunter2",
  "trama_live_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG",
  "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  "maria.perez@cliente.example",
  "+51 987 654 321",
  "s3cr3t-db",
];

test("one unexpected error arrives once, with class, stack and tags, and nothing that is secret or personal", async () => {
  reportError(
    new TypeError(
      `cannot send to ${SECRETS[3]} (${SECRETS[4]}): password=${SECRETS[0]} key ${SECRETS[1]} "secret": "${SECRETS[2]}" at postgres://trama:${SECRETS[5]}@db/x`,
    ),
    { door: "trpc", procedure: "auth.whoAmI" },
  );
  await vi.waitFor(() => expect(receiver.requests).toHaveLength(1), { timeout: 5_000 });
  const [request] = receiver.requests;
  expect(request?.url).toContain("/api/42/envelope/");
  const [, , item] = (request?.body ?? "").split("\n");
  const event = JSON.parse(item ?? "{}");
  expect(event).toMatchObject({
    level: "error",
    tags: { door: "trpc", procedure: "auth.whoAmI" },
    exception: { values: [{ type: "TypeError" }] },
  });
  expect(event.exception.values[0].stacktrace.frames.length).toBeGreaterThan(1);
  for (const secret of SECRETS) expect(request?.body).not.toContain(secret);
  expect(Object.keys(event)).not.toContain("user");
  expect(Object.keys(event)).not.toContain("request");
});

test("an error inside a transaction is told without holding or breaking it", async () => {
  const before = receiver.requests.length;
  const { ctx } = await mintTenant();
  const value = await inTenant(ctx, async () => {
    reportError(new Error("inside"));
    return 1;
  });
  expect(value).toBe(1);
  await vi.waitFor(() => expect(receiver.requests.length).toBe(before + 1), { timeout: 5_000 });
});

test("a storm of errors sends sixty a minute, and a receiver that is away harms nobody", async () => {
  const before = receiver.requests.length;
  for (let i = 0; i < 200; i++) reportError(new Error("again"));
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(receiver.requests.length - before).toBeLessThanOrEqual(60);
  setErrorSink(openErrorSink("http://key@127.0.0.1:9/1"));
  expect(() => reportError(new Error("nobody listens"))).not.toThrow();
});
