import { Client, Receiver } from "@upstash/qstash";
import { afterEach, beforeEach, expect, test } from "vitest";
import { nextTime, parseCron } from "./cron";
import { createQstash, type Qstash } from "./qstash";
import { defaultRetryDelayMs, retryDelayOf } from "./retry-delay";
import { serveQstash } from "./serve";

const URL_A = "https://example.test/a?x=1";
let status = 200;
let answerHeaders: Record<string, string> = {};
let seen: Request[] = [];
let bodies: string[] = [];
let qstash: Qstash;
beforeEach(() => {
  status = 200;
  answerHeaders = {};
  seen = [];
  bodies = [];
  qstash = createQstash({
    current: "sig_one",
    next: "sig_two",
    send: async (request) => {
      seen.push(request);
      bodies.push(await request.text());
      return new Response("answer", { status, headers: answerHeaders });
    },
  });
});
let close: (() => Promise<void>) | undefined;
afterEach(async () => {
  await close?.();
  close = undefined;
});

const ask = (method: string, path: string, body?: string, headers: Record<string, string> = {}) =>
  qstash.handle(
    new Request(`http://qstash.test${path}`, {
      method,
      headers: { authorization: "Bearer test-token", ...headers },
      ...(body !== undefined && { body }),
    }),
  );
const publish = (headers: Record<string, string> = {}, body = "{}") =>
  ask("POST", `/v2/publish/${URL_A}`, body, headers);

test("the vendor's own SDK publishes, schedules and reads keys, and its receiver accepts what is signed", async () => {
  const server = await serveQstash(qstash);
  close = server.close;
  const client = new Client({ baseUrl: server.url, token: "test-token" });
  const { messageId } = await client.publishJSON({
    url: URL_A,
    body: { n: 1 },
    retries: 1,
    deduplicationId: "once",
    headers: { "x-mine": "yes" },
  });
  const again = await client.publishJSON({ url: URL_A, body: { n: 1 }, deduplicationId: "once" });
  expect(again).toMatchObject({ messageId, deduplicated: true });
  await client.schedules.create({ destination: URL_A, cron: "*/5 * * * *", scheduleId: "s.1" });
  expect(await client.schedules.get("s.1")).toMatchObject({ cron: "*/5 * * * *", isPaused: false });
  await client.schedules.pause({ schedule: "s.1" });
  expect(await client.schedules.get("s.1")).toMatchObject({ isPaused: true });
  await client.schedules.delete("s.1");
  await qstash.deliverDue();
  const [request] = seen;
  expect(request?.headers.get("x-mine")).toBe("yes");
  expect(request?.headers.get("upstash-message-id")).toBe(messageId);
  const receiver = new Receiver({ currentSigningKey: "sig_one", nextSigningKey: "sig_two" });
  const signature = request?.headers.get("upstash-signature") ?? "";
  const url = URL_A;
  expect(await receiver.verify({ signature, body: bodies[0] ?? "", url })).toBe(true);
  await expect(receiver.verify({ signature, body: "other", url })).rejects.toThrow("body hash");
});

test("a duplicate is answered 202 with the first id for ten minutes, not longer", async () => {
  const headers = { "upstash-deduplication-id": "d" };
  const first = await publish(headers);
  expect(first.status).toBe(201);
  const { messageId } = (await first.json()) as { messageId: string };
  await qstash.advance(599_000);
  const second = await publish(headers);
  expect([second.status, await second.json()]).toEqual([202, { messageId, deduplicated: true }]);
  await qstash.advance(2_000);
  expect((await publish(headers)).status).toBe(201);
  expect(seen).toHaveLength(1);
});

test("it tries again after 12 s, 2 min 28 and 30 min, then the message is dead and the callback is told", async () => {
  status = 500;
  await publish({ "upstash-failure-callback": "https://example.test/failed" }, "payload");
  await qstash.deliverDue();
  for (const [waitMs, deliveries] of [
    [12_000, 1],
    [200, 2],
    [148_300, 2],
    [200, 3],
    [1_808_000, 3],
  ] as const) {
    await qstash.advance(waitMs);
    expect(seen).toHaveLength(deliveries);
  }
  expect(seen.map((request) => request.headers.get("upstash-retried"))).toEqual(["0", "1", "2"]);
  await qstash.advance(1_000);
  expect([...qstash.state.dlq.values()]).toMatchObject([{ retried: 3, responseStatus: 500 }]);
  const told = JSON.parse(bodies.at(-1) ?? "{}") as { sourceBody: string; retried: number };
  expect(Buffer.from(told.sourceBody, "base64").toString()).toBe("payload");
  expect(told.retried).toBe(3);
});

test("the destination's Retry-After and a named final error are obeyed", async () => {
  status = 503;
  answerHeaders = { "retry-after": "60" };
  await publish();
  await qstash.deliverDue();
  await qstash.advance(59_000);
  expect(seen).toHaveLength(1);
  status = 489;
  answerHeaders = { "upstash-nonretryable-error": "true" };
  await qstash.advance(1_500);
  expect(seen).toHaveLength(2);
  expect(qstash.state.dlq.size).toBe(1);
});

test("a dead message can be retried and is then gone from the list", async () => {
  status = 500;
  await publish({ "upstash-retries": "0" });
  await qstash.deliverDue();
  const [dlqId] = [...qstash.state.dlq.keys()];
  status = 200;
  expect((await ask("POST", `/v2/dlq/retry/${dlqId}`)).status).toBe(201);
  await qstash.deliverDue();
  expect([seen.length, qstash.state.dlq.size]).toEqual([2, 0]);
});

test("one key's parallelism and a queue's order limit what is out at once", async () => {
  let out = 0;
  let most = 0;
  qstash = createQstash({
    send: async () => {
      most = Math.max(most, ++out);
      await new Promise((resolve) => setTimeout(resolve, 5));
      out--;
      return new Response();
    },
  });
  const flow = { "upstash-flow-control-key": "k", "upstash-flow-control-value": "parallelism=2" };
  for (let n = 0; n < 6; n++) await publish(flow);
  await qstash.deliverDue();
  expect(most).toBe(2);
  most = 0;
  for (let n = 0; n < 3; n++) await ask("POST", `/v2/enqueue/q/${URL_A}`, "{}");
  await qstash.deliverDue();
  expect(most).toBe(1);
});

test("a delayed message waits, a cancelled one never comes", async () => {
  await publish({ "upstash-delay": "1h30m" });
  const { messageId } = (await (await publish({ "upstash-delay": "1m" })).json()) as {
    messageId: string;
  };
  expect((await ask("DELETE", `/v2/messages/${messageId}`)).status).toBe(200);
  await qstash.advance(5_399_000);
  expect(seen).toHaveLength(0);
  await qstash.advance(2_000);
  expect(seen).toHaveLength(1);
});

test("after a rotation the next key signs", async () => {
  await ask("POST", "/v2/keys/rotate");
  expect(qstash.state.keys.current).toBe("sig_two");
  await publish();
  await qstash.deliverDue();
  const signature = seen[0]?.headers.get("upstash-signature") ?? "";
  const receiver = new Receiver({ currentSigningKey: "sig_two", nextSigningKey: "sig_x" });
  expect(await receiver.verify({ signature, body: "{}" })).toBe(true);
});

test("what QStash refuses is refused", async () => {
  const refused: Record<string, string>[] = [
    { "upstash-delay": "soon" },
    { "upstash-retries": "-1" },
    { "upstash-retry-delay": "evil()" },
    { "upstash-flow-control-value": "everything" },
    { "upstash-callback": "ftp://x" },
  ];
  for (const headers of refused) expect((await publish(headers)).status).toBe(400);
  expect(
    (await ask("POST", "/v2/schedules/https://a.test", "", { "upstash-cron": "never" })).status,
  ).toBe(400);
  expect((await ask("POST", "/v2/batch", "not json")).status).toBe(400);
  expect((await ask("GET", "/v2/nothing")).status).toBe(404);
  expect((await ask("GET", "/v2/keys", undefined, { authorization: "" })).status).toBe(401);
});

test("a cron in a zone follows that zone's clock over the change", () => {
  const cron = parseCron("CRON_TZ=America/New_York 0 9 * * *");
  if (!cron) throw new Error("not parsed");
  const next = (at: string) => new Date(nextTime(cron, Date.parse(at))).toISOString();
  expect(next("2026-10-31T15:00:00Z")).toBe("2026-11-01T14:00:00.000Z");
  expect(next("2026-10-30T15:00:00Z")).toBe("2026-10-31T13:00:00.000Z");
  for (const bad of ["* * * *", "60 * * * *", "*/0 * * * *", "5-1 * * * *", "a b c d e"])
    expect(parseCron(bad)).toBeUndefined();
});

test("the retry-delay expressions of the documentation give what it says", () => {
  expect(retryDelayOf("1000 * (1 + retried)", 2)).toBe(3_000);
  expect(retryDelayOf("pow(2, retried) * 1000", 3)).toBe(8_000);
  expect(retryDelayOf("max(1000, pow(2, retried) * 100)", 1)).toBe(1_000);
  expect(retryDelayOf("process.exit()", 0)).toBeUndefined();
  expect([1, 2, 3, 4, 5].map((n) => Math.round(defaultRetryDelayMs(n) / 1000))).toEqual([
    12, 148, 1808, 22026, 86400,
  ]);
});
