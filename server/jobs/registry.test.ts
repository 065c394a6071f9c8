import { expect, test } from "vitest";
import { z } from "zod";
import { defineJob, MAX_TIMEOUT_MS } from "./define-job";
import { jobs, loadJob } from "./registry";
import { schedules } from "./schedules";

test("every job is found under its own name", async () => {
  for (const name of Object.keys(jobs)) expect((await loadJob(name))?.name).toBe(name);
});

test("every schedule names a job that takes what the fan-out gives", async () => {
  for (const [name, { job }] of Object.entries(schedules)) {
    const definition = await loadJob(job);
    const tick = { schedule: name, period: "2026-11-21", at: "2026-11-21T07:00:00.000Z" };
    expect(definition?.schema.safeParse(tick)).toMatchObject({ success: true });
  }
});

test("a name that is not on the list is unknown, also one of Object's own", async () => {
  expect(await loadJob("no.job")).toBeUndefined();
  expect(await loadJob("constructor")).toBeUndefined();
});

test("a name that is no noun and verb, and a timeout over the lease, are refused when declared", () => {
  const job = { schema: z.object({}), handle: async () => undefined };
  expect(() => defineJob({ ...job, name: "nothing" })).toThrow("noun.verb");
  expect(() => defineJob({ ...job, name: "too.long", timeoutMs: MAX_TIMEOUT_MS + 1 })).toThrow(
    "too long",
  );
});
