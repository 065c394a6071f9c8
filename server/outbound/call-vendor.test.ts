import { gzipSync } from "node:zlib";
import { createServer, type Server } from "node:net";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { TooManyRequests, Unavailable } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { log } from "@/server/log";
import { inTenant } from "@/server/tenancy/in-tenant";
import { type HttpListener, listenHttp } from "@/server/testing/http-listener";
import { mintTenant } from "@/server/testing/tenant";
import { callVendor } from "./call-vendor";
import { forgetLanes } from "./lanes";
import { closeOutbound } from "./transports";
import type { VendorCall, VendorIo } from "./types";
import { onVendorCall, type VendorCallRecord } from "./vendor-calls";
import { throwUnlessOk, VendorFailure } from "./vendor-failure";
import { withinMs } from "@/server/testing/within-ms";

let vendor: HttpListener;
/** What the vendor answers, by path; a test sets its own. */
let statuses: number[] = [];
beforeAll(async () => {
  vendor = await listenHttp((request, response) => {
    if (request.url === "/hang") return;
    if (request.url === "/big") return void response.end(Buffer.alloc(200_000, 97));
    if (request.url === "/bomb")
      return void response
        .writeHead(200, { "content-encoding": "gzip" })
        .end(gzipSync(Buffer.alloc(50_000_000)));
    if (request.url === "/gzip")
      return void response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("packed"));
    if (request.url === "/brotli")
      return void response.writeHead(200, { "content-encoding": "br" }).end("x");
    const status = statuses.shift() ?? 200;
    response.writeHead(status, status === 429 ? { "retry-after": "1" } : {}).end("answer");
  });
});
beforeEach(() => {
  forgetLanes();
  statuses = [];
  vendor.requests.length = 0;
});
afterEach(() => closeOutbound());
afterAll(() => vendor.close());

const ctx = { tenantId: newId(), requestId: "r1" };
const base: VendorCall = {
  integration: { id: "i1", vendor: "acme" },
  operation: "send",
  idempotent: true,
  deadlineMs: 5000,
  actionClass: "none",
};
const get = (path: string) => async (io: VendorIo) =>
  throwUnlessOk(await io.fetch(`${vendor.origin}${path}`)).text();
const call = (over: Partial<VendorCall> = {}, path = "/") =>
  callVendor(ctx, { ...base, ...over }, get(path));
const failing = { limits: { maxAttempts: 1, failuresToOpen: 3, openMs: 800 } };

describe("deadline", () => {
  test("a vendor that never answers is left at the deadline, as unavailable", async () => {
    const startedAt = Date.now();
    await expect(call({ deadlineMs: 300, retry: "never" }, "/hang")).rejects.toBeInstanceOf(
      Unavailable,
    );
    expect(Date.now() - startedAt).toBeLessThan(withinMs(1_500));
  });

  test("a library that ignores its signal is left at the deadline all the same", async () => {
    const deaf = callVendor(ctx, { ...base, deadlineMs: 100 }, () => new Promise(() => undefined));
    await expect(deaf).rejects.toMatchObject({
      key: "vendor_unavailable",
      params: { vendor: "acme" },
    });
  });

  test("a server that accepts and then drops the line is a network failure", async () => {
    const dropping: Server = createServer((socket) => void socket.destroy());
    await new Promise<void>((resolve) => dropping.listen(0, "127.0.0.1", resolve));
    const { port } = dropping.address() as AddressInfo;
    const heard = record();
    const dropped = callVendor(ctx, { ...base, retry: "never" }, (io) =>
      io.fetch(`http://127.0.0.1:${port}/`),
    );
    await expect(dropped).rejects.toBeInstanceOf(Unavailable);
    expect(heard.stop()[0]?.outcome).toBe("network");
    dropping.close();
  });
});

describe("retries", () => {
  test("an idempotent call survives two 503 and says how many attempts it took", async () => {
    statuses = [503, 503, 200];
    const heard = record();
    expect(await call()).toBe("answer");
    expect(heard.stop()).toMatchObject([
      { outcome: "ok", attempts: 3, vendor: "acme", operation: "send" },
    ]);
  });

  test("a call that is not idempotent is sent once when the vendor may have seen it", async () => {
    statuses = [503];
    await expect(call({ idempotent: false })).rejects.toBeInstanceOf(Unavailable);
    expect(vendor.requests).toHaveLength(1);
  });

  test("it is sent again when nobody listened: the vendor cannot have seen it", async () => {
    const attempts: number[] = [];
    const result = await callVendor(ctx, { ...base, idempotent: false }, async (io) => {
      attempts.push(io.attempt);
      return io.attempt === 1 ? io.fetch("http://127.0.0.1:1/") : io.fetch(`${vendor.origin}/`);
    });
    expect(result.status).toBe(200);
    expect(attempts).toEqual([1, 2]);
  });

  test("a refusal (4xx) is never sent again, and the adapter's own error comes out", async () => {
    statuses = [422];
    await expect(call()).rejects.toMatchObject({
      name: "VendorFailure",
      kind: "rejected",
      status: 422,
    });
    const bug = callVendor(ctx, base, async () => JSON.parse("{"));
    await expect(bug).rejects.toBeInstanceOf(SyntaxError);
    expect(vendor.requests).toHaveLength(1);
  });

  test("429 is retried no sooner than the vendor asked", async () => {
    statuses = [429, 200];
    const startedAt = Date.now();
    expect(await call()).toBe("answer");
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(990);
  });
});

describe("circuit breaker", () => {
  const fail = (over: Partial<VendorCall> = {}) => {
    statuses = [500];
    return call({ ...failing, ...over }).catch((error: unknown) => error);
  };

  test("after n failures in a row nothing is sent, then one probe decides for all", async () => {
    for (let i = 0; i < 3; i++) await fail();
    const heard = record();
    await expect(call(failing)).rejects.toBeInstanceOf(Unavailable);
    expect(heard.stop()[0]).toMatchObject({ outcome: "breaker_open", attempts: 0 });
    expect(vendor.requests).toHaveLength(3);
    await new Promise((resolve) => setTimeout(resolve, 850));
    // Ten at once after the pause: one goes through, the others wait for its result.
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => call(failing)));
    expect(results.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect(await call(failing)).toBe("answer");
  });

  test("a probe that fails opens it again", async () => {
    for (let i = 0; i < 3; i++) await fail();
    await new Promise((resolve) => setTimeout(resolve, 850));
    await fail();
    statuses = [];
    await expect(call(failing)).rejects.toBeInstanceOf(Unavailable);
    expect(vendor.requests).toHaveLength(4);
  });

  test("a refusal is an answer: it keeps the breaker closed", async () => {
    for (let i = 0; i < 5; i++) {
      statuses = [404];
      await call(failing).catch(() => undefined);
    }
    statuses = [];
    expect(await call(failing)).toBe("answer");
  });

  test("one tenant's or one integration's outage never opens another's", async () => {
    for (let i = 0; i < 3; i++) await fail();
    statuses = [];
    const neighbour = callVendor({ ...ctx, tenantId: newId() }, { ...base, ...failing }, get("/"));
    expect(await neighbour).toBe("answer");
    expect(await call({ ...failing, integration: { id: "i2", vendor: "acme" } })).toBe("answer");
    await expect(call(failing)).rejects.toBeInstanceOf(Unavailable);
  });
});

describe("rate limit", () => {
  const slow = { limits: { ratePerSecond: 20, burst: 2 } };

  test("beyond the burst calls wait their turn within the deadline", async () => {
    const startedAt = Date.now();
    await Promise.all(Array.from({ length: 6 }, () => call(slow)));
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(190);
    expect(vendor.requests).toHaveLength(6);
  });

  test("a wait that would pass the deadline is refused at once and uses up nothing", async () => {
    const tight = { deadlineMs: 3000, limits: { ratePerSecond: 0.1, burst: 1 } };
    expect(await call(tight)).toBe("answer");
    const refused = await Promise.allSettled([call(tight), call(tight), call(tight)]);
    for (const one of refused) {
      expect(one.status).toBe("rejected");
      expect((one as PromiseRejectedResult).reason).toBeInstanceOf(TooManyRequests);
      expect((one as PromiseRejectedResult).reason.retryAfterSeconds).toBeGreaterThan(5);
    }
  });

  test("one tenant's calls never use up another's rate", async () => {
    const tight = { deadlineMs: 3000, limits: { ratePerSecond: 0.1, burst: 1 } };
    await call(tight);
    const neighbour = callVendor({ ...ctx, tenantId: newId() }, { ...base, ...tight }, get("/"));
    expect(await neighbour).toBe("answer");
  });
});

describe("caps", () => {
  test("an answer over the cap is refused, plain or as a decompression bomb", async () => {
    const capped = { limits: { maxResponseBytes: 100_000 } };
    await expect(call(capped, "/big")).rejects.toThrow("over 100000 bytes");
    await expect(call(capped, "/bomb")).rejects.toThrow("does not decompress within the cap");
  });

  test("gzip is read; only gzip and identity are asked for, and nothing else is taken", async () => {
    expect(await call({}, "/gzip")).toBe("packed");
    expect(vendor.requests.at(-1)?.headers["accept-encoding"]).toBe("gzip, identity");
    await expect(call({}, "/brotli")).rejects.toThrow("not asked for");
  });

  test("bodies, forms and headers arrive as fetch would send them", async () => {
    await callVendor(ctx, base, (io) =>
      io.fetch(`${vendor.origin}/post`, {
        method: "POST",
        body: new URLSearchParams({ a: "ñ" }),
        headers: { "x-key": "k" },
      }),
    );
    expect(vendor.requests.at(-1)).toMatchObject({
      method: "POST",
      body: "a=%C3%B1",
      headers: {
        "content-type": "application/x-www-form-urlencoded;charset=UTF-8",
        "x-key": "k",
        "content-length": "8",
      },
    });
  });
});

describe("law 2", () => {
  test("inside a transaction it refuses to start", async () => {
    const tenant = await mintTenant();
    await expect(inTenant(tenant.ctx, () => call())).rejects.toThrow("inside a transaction");
    expect(vendor.requests).toHaveLength(0);
  });

  test("the log line holds no header, body, address or vendor text", async () => {
    const lines: unknown[] = [];
    vi.spyOn(log, "warn").mockImplementation((line: unknown) => void lines.push(line));
    statuses = [500];
    await callVendor(ctx, { ...base, retry: "never" }, async (io) =>
      throwUnlessOk(
        await io.fetch(`${vendor.origin}/bot-CANARY/x?key=CANARY`, {
          method: "POST",
          body: "CANARY",
          headers: { authorization: "CANARY" },
        }),
      ),
    ).catch(() => undefined);
    expect(lines).toMatchObject([{ outcome: "server", status: 500, tenantId: ctx.tenantId }]);
    expect(JSON.stringify(lines)).not.toContain("CANARY");
  });

  test("a listener that throws harms no call", async () => {
    const stop = onVendorCall(() => {
      throw new Error("broken metric");
    });
    expect(await call()).toBe("answer");
    stop();
  });
});

test("a failure from an SDK is read by its code or status, wherever it hides", async () => {
  const thrown = Object.assign(new Error("outer"), {
    cause: Object.assign(new Error("inner"), { code: "ECONNREFUSED" }),
  });
  await expect(
    callVendor(ctx, { ...base, retry: "never" }, () => Promise.reject(thrown)),
  ).rejects.toBeInstanceOf(Unavailable);
  const sdk = Object.assign(new Error("no"), { statusCode: 403 });
  await expect(callVendor(ctx, base, () => Promise.reject(sdk))).rejects.toBe(sdk);
  expect(new VendorFailure("server", "x").kind).toBe("server");
});

function record(): { stop(): VendorCallRecord[] } {
  const heard: VendorCallRecord[] = [];
  const stop = onVendorCall((one) => heard.push(one));
  return { stop: () => (stop(), heard) };
}
