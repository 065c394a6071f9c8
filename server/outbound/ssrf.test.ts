import { type AddressInfo, createServer } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import fc from "fast-check";
import { type HttpListener, listenHttp } from "@/server/testing/http-listener";
import { newId } from "@/server/kernel/ids";
import { callVendor } from "./call-vendor";
import { isPublicAddress } from "./is-public-address";
import { setOutboundSeams } from "./seams";
import { literalVectors, PRIVATE_V4, PRIVATE_V6, TRICKS } from "./ssrf-vectors";
import { closeOutbound } from "./transports";
import type { VendorCall } from "./types";

const PUBLIC_V4 = [
  "1.1.1.1",
  "8.8.8.8",
  "93.184.215.14",
  "100.63.255.255",
  "100.128.0.1",
  "172.32.0.1",
];
const PUBLIC_V6 = ["2606:4700:4700::1111", "2001:4860:4860::8888", "2a00:1450:4001::1"];

let listener: HttpListener;
let dialled: string[] = [];
/** Every dial that the guard lets through ends at our listener, whatever the address: a leak is a hit. */
const dial = (address: string) => {
  dialled.push(address);
  return { host: "127.0.0.1", port: listener.port };
};
const resolvingTo = (...answers: string[]) =>
  setOutboundSeams({ dial, resolve: async () => answers });

beforeAll(async () => {
  listener = await listenHttp((request, response) => {
    if (request.url === "/redirect") response.writeHead(302, { location: "http://127.0.0.1/in" });
    response.end("reached");
  });
});
afterEach(async () => {
  setOutboundSeams({});
  dialled = [];
  await closeOutbound();
});
afterAll(() => listener.close());

async function visit(url: string, over: Partial<VendorCall> = {}): Promise<string> {
  const id = newId();
  const call: VendorCall = {
    integration: { id, vendor: "webhook" },
    operation: "visit",
    idempotent: false,
    deadlineMs: 3000,
    retry: "never",
    actionClass: "none",
    transport: { kind: "publicOnly" },
    ...over,
  };
  return callVendor({ tenantId: id, requestId: id }, call, async (io) =>
    (await io.fetch(url)).text(),
  );
}

/** Sends each URL through the guard; returns those that were not refused. */
async function leaks(urls: readonly string[]): Promise<string[]> {
  const before = listener.connections;
  const got: string[] = [];
  for (const url of urls)
    await visit(url).then(
      () => got.push(url),
      () => undefined,
    );
  if (listener.connections !== before || dialled.length > 0)
    got.push(`${listener.connections - before} connections, dialled ${dialled.join()}`);
  return got;
}

describe("positive controls: the guard lets the public internet through, so the tests below can fail", () => {
  test.each(PUBLIC_V4)("http://%s/ is reached", async (ip) => {
    resolvingTo();
    expect(await visit(`http://${ip}/`)).toBe("reached");
    expect(dialled).toEqual([ip]);
  });

  test.each(PUBLIC_V6)("http://[%s]/ is reached", async (ip) => {
    resolvingTo();
    expect(await visit(`http://[${ip}]/`)).toBe("reached");
  });

  test("over TLS the name is asked for (SNI), though the vetted address is dialled", async () => {
    const hello = Promise.withResolvers<Buffer>();
    const server = createServer((socket) => {
      socket.once("data", (bytes) => {
        hello.resolve(bytes);
        socket.destroy();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    setOutboundSeams({
      resolve: async () => ["93.184.215.14"],
      dial: (address) => (dialled.push(address), { host: "127.0.0.1", port }),
    });
    await expect(visit("https://hooks.public.example/")).rejects.toThrow("webhook visit");
    expect((await hello.promise).includes("hooks.public.example")).toBe(true);
    expect(dialled).toEqual(["93.184.215.14"]);
    server.close();
  });

  test("a name whose answers are all public is reached, its Host header kept", async () => {
    resolvingTo("93.184.215.14", "2606:4700:4700::1111");
    expect(await visit("http://hooks.public.example/a")).toBe("reached");
    expect(listener.requests.at(-1)?.headers.host).toBe("hooks.public.example");
    expect(dialled).toEqual(["93.184.215.14"]);
  });
});

test("an @ behind a fragment is not a host: the public name before it is meant, and reached", async () => {
  setOutboundSeams({
    dial,
    resolve: async (host) => [host === "public.example" ? "93.184.215.14" : "127.0.0.1"],
  });
  expect(await visit("http://public.example#@127.0.0.1/")).toBe("reached");
});

describe("no request leaves for an address that is not the public internet", () => {
  test("at least 300 vectors", () => {
    expect(literalVectors().length + TRICKS.length).toBeGreaterThanOrEqual(300);
  });

  test("every spelling of every special address: 0 hits", async () => {
    // A resolver that says yes to everything, so that only the guard stands between.
    setOutboundSeams({ dial, resolve: async (host) => [/\d/.test(host) ? "127.0.0.1" : host] });
    expect(await leaks(literalVectors())).toEqual([]);
  });

  test("tricks with userinfo, ports, schemes and names that point inside: 0 hits", async () => {
    setOutboundSeams({
      dial,
      resolve: async (host) => [host === "public.example" ? "93.184.215.14" : "127.0.0.1"],
    });
    expect(await leaks(TRICKS)).toEqual([]);
  });

  test.each([...PRIVATE_V4, ...PRIVATE_V6])(
    "a name that resolves to %s, alone or beside a public one",
    async (ip) => {
      for (const answers of [[ip], ["93.184.215.14", ip], [ip, "93.184.215.14"]]) {
        resolvingTo(...answers);
        expect(await leaks(["http://hooks.public.example/"])).toEqual([]);
      }
    },
  );

  test.each(["", "localhost", "127.0.0.1:80", "0x7f.1", "fe80::1%lo", "not an address"])(
    "a resolver that answers %j is not believed",
    async (answer) => {
      resolvingTo(answer);
      expect(await leaks(["http://hooks.public.example/"])).toEqual([]);
    },
  );

  test("a name without an answer is refused", async () => {
    resolvingTo();
    expect(await leaks(["http://hooks.public.example/"])).toEqual([]);
  });
});

describe("rebinding and redirects", () => {
  test("a resolver that flips after the check changes nothing: the vetted address is dialled, asked once", async () => {
    const answers = ["93.184.215.14", "127.0.0.1", "127.0.0.1"];
    let asked = 0;
    setOutboundSeams({ dial, resolve: async () => [answers[asked++] ?? "127.0.0.1"] });
    expect(await visit("http://hooks.public.example/")).toBe("reached");
    expect({ asked, dialled }).toEqual({ asked: 1, dialled: ["93.184.215.14"] });
  });

  test("a resolver that flips the other way is refused at the one look", async () => {
    let asked = 0;
    setOutboundSeams({ dial, resolve: async () => [asked++ === 0 ? "10.0.0.1" : "1.1.1.1"] });
    expect(await leaks(["http://hooks.public.example/"])).toEqual([]);
  });

  test("a 302 to 127.0.0.1 is given as it is, not followed", async () => {
    resolvingTo("93.184.215.14");
    const before = listener.requests.length;
    await visit("http://hooks.public.example/redirect");
    expect(listener.requests.slice(before).map((request) => request.url)).toEqual(["/redirect"]);
  });

  test("where redirects are followed, a 302 to 127.0.0.1 is vetted like the first hop", async () => {
    resolvingTo("93.184.215.14");
    const before = listener.requests.length;
    const followed = visit("http://hooks.public.example/redirect", { maxRedirects: 3 });
    await expect(followed).rejects.toThrow("address refused");
    expect(listener.requests.slice(before).map((request) => request.url)).toEqual(["/redirect"]);
  });
});

describe("the separate client for devices", () => {
  const devices = (...cidrs: string[]) => ({ transport: { kind: "allowPrivate" as const, cidrs } });

  test("it reaches an address inside its CIDRs, on any port", async () => {
    resolvingTo();
    expect(await visit("http://10.20.0.1:8728/", devices("10.20.0.0/16"))).toBe("reached");
    expect(dialled).toEqual(["10.20.0.1"]);
  });

  test.each([
    "http://10.21.0.1/",
    "http://192.168.0.1/",
    "http://127.0.0.1/",
    "http://169.254.169.254/",
    "http://93.184.215.14/",
    "http://[fd00::1]/",
    "http://[::ffff:10.20.0.1]/",
    "http://0.0.0.0/",
  ])("it does not reach %s", async (url) => {
    resolvingTo();
    await expect(visit(url, devices("10.20.0.0/16"))).rejects.toThrow("address refused");
    expect(dialled).toEqual([]);
  });

  test("even a CIDR of everything never opens loopback, metadata or multicast", async () => {
    resolvingTo();
    for (const url of [
      "http://127.0.0.1/",
      "http://169.254.169.254/",
      "http://224.0.0.1/",
      "http://[::1]/",
    ])
      await expect(visit(url, devices("0.0.0.0/0", "::/0"))).rejects.toThrow("address refused");
  });
});

test("loopback opens only for a port that the test names", async () => {
  setOutboundSeams({ allowLoopbackPorts: [listener.port] });
  expect(await visit(`http://127.0.0.1:${listener.port}/`)).toBe("reached");
  setOutboundSeams({});
  await expect(visit(`http://127.0.0.1:${listener.port}/`)).rejects.toThrow("address refused");
});

test("the seams cannot be set in production, and there http itself is refused", async () => {
  resolvingTo("93.184.215.14");
  const { NODE_ENV } = process.env;
  Object.assign(process.env, { NODE_ENV: "production" });
  try {
    expect(() => setOutboundSeams({})).toThrow("for tests");
    await expect(visit("http://hooks.public.example/")).rejects.toThrow("https only");
  } finally {
    Object.assign(process.env, { NODE_ENV });
  }
});

test("no 32-bit number in a special range is ever public, in any of 20 000 draws", () => {
  const special = (a: number, b: number) =>
    a === 0 ||
    a === 10 ||
    a === 127 ||
    a >= 224 ||
    (a === 100 && b >= 64 && b < 128) ||
    (a === 169 && b === 254) ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168) ||
    (a === 198 && (b === 18 || b === 19));
  const octet = fc.integer({ min: 0, max: 255 });
  fc.assert(
    fc.property(octet, octet, octet, octet, (a, b, c, d) => {
      const ip = `${a}.${b}.${c}.${d}`;
      expect(special(a, b) && isPublicAddress(ip)).toBe(false);
      expect(isPublicAddress(`::ffff:${ip}`)).toBe(false);
      expect(isPublicAddress(`64:ff9b::${ip}`)).toBe(false);
    }),
    { numRuns: 20_000 },
  );
});

test("whatever text is given as an address, the guard answers and does not throw", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.ipV4(), fc.ipV6(), fc.ipV4Extended()), (text) => {
      expect(typeof isPublicAddress(text)).toBe("boolean");
    }),
    { numRuns: 5000 },
  );
});
