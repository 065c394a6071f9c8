import fc from "fast-check";
import { expect, test } from "vitest";
import { PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { type HostSnapshot, type HostTenant, normalizeHost, resolveHost } from "./host";
import { RESERVED_SLUGS, slugFault } from "@/server/kernel/slugs";

const tenant = (slug: string, status: HostTenant["status"] = "active"): HostTenant => ({
  tenantId: `00000000-0000-7000-8000-00000000000${slug.length}`,
  slug,
  status,
  name: slug,
  locale: "es",
  timeZone: "America/Lima",
  brandKey: slug,
  brand: null,
});
const fibranet = tenant("fibranet");
const snapshot: HostSnapshot = {
  version: "1",
  tenants: new Map(
    [fibranet, tenant("frozen", "suspended"), tenant("api")].map((each) => [each.slug, each]),
  ),
  domains: new Map([
    ["clientes.fibranet.pe", { slug: "fibranet", face: "portal" }],
    ["xn--and-6ma2c.pe", { slug: "fibranet", face: "staff" }],
    ["evil.localhost", { slug: "fibranet", face: "staff" }],
    ["gone.example", { slug: "closed", face: "staff" }],
  ]),
};
const kindOf = (host: string | undefined, root = "localhost:3000") =>
  resolveHost(host, root, snapshot).kind;

test("the root and its www are the site, admin is the platform, a slug is its tenant's staff face", () => {
  expect(kindOf("localhost:3000")).toBe("site");
  expect(kindOf("www.localhost")).toBe("site");
  expect(resolveHost("admin.localhost:3000", "localhost:3000", snapshot)).toEqual({
    kind: "platform",
    host: "admin.localhost",
    tenantId: PLATFORM_TENANT_ID,
  });
  expect(resolveHost("fibranet.localhost:3000", "localhost:3000", snapshot)).toEqual({
    kind: "tenant",
    host: "fibranet.localhost",
    face: "staff",
    ...fibranet,
  });
});

test("an own domain opens the face it was verified for, typed in Unicode or punycode", () => {
  expect(resolveHost("clientes.fibranet.pe", "trama.pe", snapshot)).toMatchObject({
    kind: "tenant",
    face: "portal",
    slug: "fibranet",
  });
  expect(kindOf("ñandú.pe")).toBe("tenant");
  expect(kindOf("XN--AND-6MA2C.PE.")).toBe("tenant");
  expect(kindOf("other.fibranet.pe")).toBe("unknown");
});

test("case, one trailing dot and any well-formed port change nothing", () => {
  for (const host of ["FibraNet.LOCALHOST", "fibranet.localhost.", "fibranet.localhost.:80"])
    expect(resolveHost(host, "localhost:3000", snapshot)).toMatchObject({ slug: "fibranet" });
});

test("a suspended tenant keeps its host and says so; a closed one's hosts are unknown", () => {
  expect(resolveHost("frozen.localhost", "localhost", snapshot)).toMatchObject({
    kind: "tenant",
    status: "suspended",
  });
  expect(kindOf("gone.example")).toBe("unknown");
});

test("a reserved sub-domain is never a tenant, even if a row took its name", () => {
  for (const slug of RESERVED_SLUGS)
    expect(["site", "platform", "unknown"]).toContain(kindOf(`${slug}.localhost`));
  expect(kindOf("api.localhost")).toBe("unknown");
});

test("own domains never shadow the root's sub-domains", () => {
  expect(kindOf("evil.localhost")).toBe("unknown");
});

const garbage = [
  undefined,
  "",
  ".",
  "..",
  ":3000",
  "localhost:",
  "localhost:0",
  "localhost:65536",
  "localhost:3000:3000",
  "localhost:3000x",
  "127.0.0.1",
  "127.0.0.1:3000",
  "[::1]:3000",
  "::1",
  "2130706433",
  "0x7f000001",
  "0177.0.0.1",
  "127.1",
  "fibranet.localhost@evil.com",
  "evil.com/fibranet.localhost",
  "fibranet.localhost/..",
  "fibranet.localhost?x",
  "fibranet.localhost#x",
  "fibranet.localhost\\x",
  "fibranet%2elocalhost",
  "fibranet.localhost, evil.com",
  "fibranet.localhost fibranet.localhost",
  "fibranet.localhost\r\nx-tenant: 1",
  "fibranet.localhost\u0000",
  "fibra_net.localhost",
  "-fibranet.localhost",
  "fibranet-.localhost",
  "fibranet..localhost",
  "a.fibranet.localhost",
  "fibranetlocalhost",
  "xfibranet.localhost",
  "fibranet.localhost.evil.com",
  `${"a".repeat(64)}.localhost`,
  `${"a.".repeat(150)}localhost`,
  "x".repeat(100_000),
];
test.each(garbage)("%j is unknown", (host) => {
  expect(kindOf(host)).toBe("unknown");
});

test("whatever is sent as Host, the answer is one of four kinds and nothing throws", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.string(), fc.domain()), (host) => {
      expect(["site", "platform", "tenant", "unknown"]).toContain(kindOf(host));
    }),
    { numRuns: 2000 },
  );
});

test("normalising is idempotent and yields a lower-case DNS name or nothing", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: "grapheme" }), fc.domain(), fc.ipV4(), fc.ipV6()),
      (text) => {
        const host = normalizeHost(text);
        if (host === null) return;
        expect(normalizeHost(host)).toBe(host);
        expect(host).toMatch(/^[a-z0-9.-]{1,253}$/);
        expect(host).not.toMatch(/^\d+\.\d+\.\d+\.\d+$/);
      },
    ),
    { numRuns: 2000 },
  );
});

test("only an exact slug reaches a tenant: no prefix, suffix or extra label ever does", () => {
  const label = fc.stringMatching(/^[a-z0-9.-]{0,12}$/);
  fc.assert(
    fc.property(label, label, (before, after) => {
      const host = `${before}fibranet${after}.localhost`;
      const found = resolveHost(host, "localhost", snapshot);
      expect(found.kind === "tenant").toBe(before === "" && after === "");
    }),
    { numRuns: 1000 },
  );
});

test("every well-formed slug of the snapshot resolves to its own tenant and no other", () => {
  const slug = fc
    .stringMatching(/^[a-z][a-z0-9]{2,20}$/)
    .filter((text) => slugFault(text) === null);
  fc.assert(
    fc.property(fc.uniqueArray(slug, { minLength: 2, maxLength: 5 }), (slugs) => {
      const many = { ...snapshot, tenants: new Map(slugs.map((each) => [each, tenant(each)])) };
      for (const each of slugs)
        expect(resolveHost(`${each}.trama.pe`, "trama.pe", many)).toMatchObject({ slug: each });
    }),
  );
});

test.each([
  "ab",
  "1abc",
  "a--b",
  "xn--abc",
  "-abc",
  "abc-",
  "ABC",
  "a_b",
  "añb",
  "a.b",
  "",
  "a".repeat(41),
])("%j is not a slug", (slug) => expect(slugFault(slug)).toBe("shape"));

test("a slug may be 3 to 40 characters with single hyphens; reserved names are told apart", () => {
  for (const slug of ["abc", "a-b", "fibra-net-2", "a".repeat(40)])
    expect(slugFault(slug)).toBeNull();
  expect(slugFault("admin")).toBe("reserved");
});
