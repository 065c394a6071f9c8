import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { admit, newBreaker, settle, waitMs } from "./breaker";
import { classifyFailure } from "./classify-failure";
import { forgetLanes, laneOf, LANES_MAX } from "./lanes";
import { type Hop, nextHop } from "./next-hop";
import { mayRetry, retryDelayMs } from "./retry-delay";
import { newBucket, reserve } from "./token-bucket";
import { retryAfterMs, VendorFailure } from "./vendor-failure";

afterEach(() => forgetLanes());

describe("a redirect", () => {
  const hop: Hop = {
    url: new URL("https://a.example/x"),
    method: "POST",
    headers: {
      authorization: "Bearer x",
      cookie: "c",
      "x-api-key": "k",
      "content-type": "a/b",
      accept: "*",
    },
    body: new Uint8Array([1]),
    signal: undefined,
  };

  test.each([301, 302, 303])("%s turns a POST into a GET without its body", (status) => {
    const next = nextHop(hop, status, "/y");
    expect(next).toMatchObject({ method: "GET", body: null, url: new URL("https://a.example/y") });
    expect(next.headers).not.toHaveProperty("content-type");
  });

  test.each([307, 308])("%s keeps method and body", (status) => {
    expect(nextHop(hop, status, "/y")).toMatchObject({ method: "POST", body: hop.body });
  });

  test.each(["https://b.example/", "http://a.example/", "https://a.example:444/", "//b.example/"])(
    "credentials stay behind when it leads to %s",
    (location) =>
      expect(Object.keys(nextHop(hop, 307, location).headers)).toEqual(["content-type", "accept"]),
  );

  test("credentials go along within the origin; an unreadable address is refused", () => {
    expect(nextHop(hop, 307, "/y").headers).toHaveProperty("authorization");
    expect(() => nextHop(hop, 302, "http://[")).toThrow("unreadable address");
  });
});

describe("the breaker", () => {
  const limits = { failuresToOpen: 2, openMs: 100 };

  test("a probe that never reports does not hold for ever", () => {
    const breaker = newBreaker();
    settle(breaker, false, 0, limits);
    settle(breaker, false, 0, limits);
    expect(admit(breaker, 99, 100)).toBe(false);
    expect(admit(breaker, 100, 100)).toBe(true);
    expect([admit(breaker, 150, 100), waitMs(breaker, 150)]).toEqual([false, 50]);
    expect(admit(breaker, 200, 100)).toBe(true);
  });

  test("failures count in a row: a success between them starts anew", () => {
    const breaker = newBreaker();
    for (const ok of [false, true, false, true, false]) settle(breaker, ok, 0, limits);
    expect(breaker.state).toBe("closed");
  });
});

test("whatever the calls, no more tokens are given out than burst plus rate times time", () => {
  const calls = fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 200 });
  fc.assert(
    fc.property(
      calls,
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 20 }),
      (gaps, rate, burst) => {
        const bucket = newBucket(burst, 0);
        const limits = { ratePerSecond: rate, burst };
        let now = 0;
        const starts = gaps.flatMap((gap) => {
          now += gap;
          const wait = reserve(bucket, now, limits, 1000);
          return wait === undefined ? [] : [now + wait];
        });
        const last = Math.max(0, ...starts);
        expect(starts.length).toBeLessThanOrEqual(burst + Math.floor((last / 1000) * rate) + 1);
      },
    ),
  );
});

test("which failures are tried again, by retry class", () => {
  const kinds = ["unreached", "network", "timeout", "throttled", "server", "rejected"] as const;
  const retried = (retry: Parameters<typeof mayRetry>[0]) =>
    kinds.filter((kind) => mayRetry(retry, kind));
  expect(retried("never")).toEqual([]);
  expect(retried("network-only")).toEqual(["unreached", "throttled"]);
  expect(retried("idempotent")).toEqual(["unreached", "network", "timeout", "throttled", "server"]);
});

test("the delay doubles up to ten seconds, jitters, and is never sooner than the vendor asked", () => {
  const plain = new VendorFailure("server", "x");
  expect([1, 2, 3, 9].map((attempt) => retryDelayMs(attempt, plain, 0.999))).toEqual([
    200, 400, 800, 9995,
  ]);
  expect(retryDelayMs(1, plain, 0)).toBe(100);
  const asked = new VendorFailure("throttled", "x", { retryAfterMs: 7000 });
  expect(retryDelayMs(1, asked, 0.5)).toBe(7000);
});

test("Retry-After is read as seconds or as a date, and nothing else", () => {
  const now = Date.parse("2026-11-21T00:00:00Z");
  expect(retryAfterMs("3", now)).toBe(3000);
  expect(retryAfterMs("Sat, 21 Nov 2026 00:00:05 GMT", now)).toBe(5000);
  expect(retryAfterMs("Sat, 21 Nov 2020 00:00:05 GMT", now)).toBe(0);
  expect(["soon", "", null, "-"].map((text) => retryAfterMs(text, now))).toEqual(
    Array(4).fill(undefined),
  );
});

test.each([
  [{ code: "ENOTFOUND" }, "unreached"],
  [{ code: "UND_ERR_CONNECT_TIMEOUT" }, "unreached"],
  [{ code: "ECONNRESET" }, "network"],
  [{ code: "UND_ERR_HEADERS_TIMEOUT" }, "timeout"],
  [{ name: "AbortError" }, "timeout"],
  [{ status: 429 }, "throttled"],
  [{ statusCode: 503 }, "server"],
  [{ status: 404 }, "rejected"],
  [{}, "rejected"],
])("an error with %j is %s", (fields, kind) => {
  expect(classifyFailure(Object.assign(new Error("x"), fields)).kind).toBe(kind);
  expect(classifyFailure("not even an error").kind).toBe("rejected");
});

test("a million integrations do not fill the memory: the lane unused for longest makes room", () => {
  const first = laneOf("t", { id: "first", vendor: "v" }, 1, 0);
  for (let i = 0; i < LANES_MAX - 1; i++) laneOf("t", { id: `${i}`, vendor: "v" }, 1, 0);
  expect(laneOf("t", { id: "first", vendor: "v" }, 1, 0)).toBe(first);
  for (let i = 0; i < LANES_MAX; i++) laneOf("t2", { id: `${i}`, vendor: "v" }, 1, 0);
  expect(laneOf("t", { id: "first", vendor: "v" }, 1, 0)).not.toBe(first);
});

test("names that could run into each other are different lanes", () => {
  const one = laneOf("a", { id: "c", vendor: 'b","x' }, 1, 0);
  expect(laneOf("a", { id: 'x","c', vendor: "b" }, 1, 0)).not.toBe(one);
  expect(laneOf("b", { id: "c", vendor: 'b","x' }, 1, 0)).not.toBe(one);
});
