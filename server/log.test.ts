import pino from "pino";
import { expect, test } from "vitest";
import { addLogFields, logOptions, withLogFields } from "./log";

function logged(write: (log: pino.Logger) => void): Record<string, unknown> {
  const lines: string[] = [];
  write(pino({ ...logOptions, level: "debug" }, { write: (line) => void lines.push(line) }));
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0] ?? "") as Record<string, unknown>;
}

test("a line carries request, tenant and actor without being handed them", async () => {
  const line = await withLogFields({ request: "r1" }, async () => {
    addLogFields({ tenant: "t1", actor: "user:u1" });
    await Promise.resolve();
    return logged((log) => log.info("done"));
  });
  expect(line).toMatchObject({ request: "r1", tenant: "t1", actor: "user:u1", msg: "done" });
});

test.each([
  "password",
  "passwordHash",
  "secret",
  "token",
  "authorization",
  "cookie",
  "apiKey",
  "credentials",
  "signature",
  "otp",
  "code",
])("a value that is named %s reaches no line, three levels deep", (name) => {
  const secret = { [name]: "canary" };
  for (const value of [secret, { a: secret }, { a: { b: secret } }, { a: { b: { c: secret } } }])
    expect(JSON.stringify(logged((log) => log.info(value)))).not.toContain("canary");
});

test("an error keeps the code by which it is found", () => {
  const err = Object.assign(new Error("x"), { code: "ECONNREFUSED", token: "canary" });
  const line = logged((log) => log.error({ err }, "failed"));
  expect(line).toMatchObject({ err: { errorCode: "ECONNREFUSED" } });
  expect(JSON.stringify(line)).not.toContain("canary");
});
