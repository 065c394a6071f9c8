import { expect, test } from "vitest";
import { Webhook } from "standardwebhooks";
import fc from "fast-check";
import { newWebhookSecret, webhookHeaders } from "@/server/kernel/standard-webhooks";
import { MAX_BODY_BYTES, webhookBody } from "../webhook-body";
import { mustDisable, nextAttemptInMs, SCHEDULE_SECONDS, wantsEvent } from "./delivery-rules";

test("signs the vector of the Standard Webhooks tests", () => {
  const headers = webhookHeaders(["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], {
    id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
    atSeconds: 1614265330,
    body: '{"test": 2432232314}',
  });
  expect(headers["webhook-signature"]).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
});

test("an independent library accepts what we sign with either live secret, for any body", () => {
  fc.assert(
    fc.property(fc.json(), (body) => {
      const secrets = [newWebhookSecret(), newWebhookSecret()];
      const atSeconds = Math.floor(Date.now() / 1000);
      const headers = webhookHeaders(secrets, { id: "msg_1", atSeconds, body });
      for (const secret of secrets)
        expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
      expect(() => new Webhook(newWebhookSecret()).verify(body, headers)).toThrow("signature");
      expect(() => new Webhook(secrets[0] ?? "").verify(`${body} `, headers)).toThrow("signature");
    }),
    { numRuns: 50 },
  );
});

test("the schedule is the published one, with up to a tenth of jitter", () => {
  const total = SCHEDULE_SECONDS.reduce<number>((sum, seconds) => sum + seconds, 0);
  expect(SCHEDULE_SECONDS.length).toBe(10);
  expect(total / 3600).toBeCloseTo(75.58, 1);
  expect(nextAttemptInMs(1, 0)).toBe(5_000);
  expect(nextAttemptInMs(2, 0.999)).toBeLessThanOrEqual(330_000);
  expect(nextAttemptInMs(9, 0)).toBe(86_400_000);
  expect(nextAttemptInMs(10, 0)).toBeUndefined();
});

test("Retry-After moves an attempt back, never forward, and never by more than a day", () => {
  expect(nextAttemptInMs(1, 0, 60_000)).toBe(60_000);
  expect(nextAttemptInMs(3, 0, 1_000)).toBe(1_800_000);
  expect(nextAttemptInMs(1, 0, 10 * 86_400_000)).toBe(86_400_000);
});

test("an endpoint is disabled when a round ends after three days of failures, or after five days anyway", () => {
  const now = new Date("2026-11-20T00:00:00Z");
  const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
  expect(mustDisable(ago(71), now, true)).toBe(false);
  expect(mustDisable(ago(72), now, true)).toBe(true);
  expect(mustDisable(ago(119), now, false)).toBe(false);
  expect(mustDisable(ago(120), now, false)).toBe(true);
});

test("an endpoint gets the names and prefixes that it asked for, or everything", () => {
  expect(wantsEvent([], "invoice.paid")).toBe(true);
  expect(wantsEvent(["invoice.paid"], "invoice.paid")).toBe(true);
  expect(wantsEvent(["invoice.*"], "invoice.paid")).toBe(true);
  expect(wantsEvent(["invoice.*"], "invoiceLine.added")).toBe(false);
  expect(wantsEvent(["invoice.paid"], "invoice.paidLate")).toBe(false);
});

const event = (payload: unknown) => ({
  id: "0190a000-0000-7000-8000-000000000001",
  seq: 7,
  name: "invoice.paid",
  entityType: "invoice",
  entityId: "i1",
  occurredAt: new Date("2026-11-20T00:00:00Z"),
  body: JSON.stringify({ payload }),
});

test("a body stays below 20 kB: what is larger travels as a link", () => {
  const small = JSON.parse(webhookBody(event({ total: 5 }), "https://t.example"));
  expect(small).toMatchObject({
    type: "invoice.paid",
    timestamp: "2026-11-20T00:00:00.000Z",
    data: { seq: 7, truncated: false, payload: { total: 5 } },
  });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40_000 }), (length) => {
      const text = webhookBody(event({ text: "ñ".repeat(length) }), "https://t.example");
      expect(Buffer.byteLength(text)).toBeLessThan(MAX_BODY_BYTES);
      const { data } = JSON.parse(text);
      expect(data.truncated).toBe(!("payload" in data));
      expect(data.href).toBe(
        "https://t.example/api/v1/events/0190a000-0000-7000-8000-000000000001",
      );
    }),
    { numRuns: 50 },
  );
});
