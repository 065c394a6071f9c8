import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeEach, expect, test } from "vitest";
import { composition } from "@/server/composition";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { loadHostSnapshot } from "@/server/tenancy/host-snapshot";
import { setTxtResolver, type TxtAnswer } from "@/server/tenancy/txt-records";
import { addDomain } from "./add-domain";
import { listDomains } from "./list-domains";
import { recheckDomains } from "./recheck-domains";
import { removeDomain } from "./remove-domain";
import { ownHostFault } from "./rules/domains";
import { verifyDomain } from "./verify-domain";
import { listUsage } from "./list-usage";

/** The DNS of these tests: name → what stands there. */
const zone = new Map<string, TxtAnswer>();
setTxtResolver(async (name) => zone.get(name) ?? { kind: "none" });
afterAll(() => setTxtResolver(undefined));

let a: TestTenant;
let b: TestTenant;
let host: string;
beforeEach(async () => {
  a = await mintTenant();
  b = await mintTenant();
  host = `panel.${a.slug}.pe`;
});

const claim = (tenant: TestTenant, name = host) =>
  addDomain(tenant.ctx, { host: name, face: "staff" });
const publish = (...claims: { record: { name: string; value: string } }[]) =>
  zone.set(claims[0]?.record.name ?? "", {
    kind: "records",
    values: ["v=spf1 -all", ...claims.map((each) => each.record.value)],
  });
const facts = async (tenant: TestTenant) =>
  (
    await composition().db.platform.pool.query(
      "select name from events where tenant_id = $1 and name like 'domain.%' order by seq",
      [tenant.id],
    )
  ).rows.map((row) => row.name);
const servedTo = async (name = host) => (await loadHostSnapshot()).domains.get(name)?.slug;

test("a claimed host serves nothing until its token stands in DNS, then its tenant", async () => {
  const domain = await claim(a);
  expect(domain).toMatchObject({ host, status: "pending", record: { name: `_trama.${host}` } });
  await expect(verifyDomain(a.ctx, { domainId: domain.id })).rejects.toMatchObject({
    key: "domain_not_proven",
  });
  expect(await servedTo()).toBeUndefined();
  publish(domain);
  expect(await verifyDomain(a.ctx, { domainId: domain.id })).toMatchObject({ status: "verified" });
  expect(await servedTo()).toBe(a.slug);
  expect(await facts(a)).toEqual(["domain.added", "domain.verified"]);
});

test("DNS that does not answer decides nothing", async () => {
  const domain = await claim(a);
  zone.set(domain.record.name, { kind: "unreachable" });
  await expect(verifyDomain(a.ctx, { domainId: domain.id })).rejects.toMatchObject({
    code: "unavailable",
  });
});

test("another tenant cannot take a host whose owner still proves it", async () => {
  const [mine, theirs] = [await claim(a), await claim(b)];
  publish(mine, theirs);
  await verifyDomain(a.ctx, { domainId: mine.id });
  await expect(verifyDomain(b.ctx, { domainId: theirs.id })).rejects.toMatchObject({
    key: "domain_taken",
  });
  expect(await servedTo()).toBe(a.slug);
});

test("a dangling host cannot be claimed by a tenant that does not prove it", async () => {
  const [mine, theirs] = [await claim(a), await claim(b)];
  publish(mine);
  await verifyDomain(a.ctx, { domainId: mine.id });
  zone.delete(mine.record.name);
  await expect(verifyDomain(b.ctx, { domainId: theirs.id })).rejects.toMatchObject({
    key: "domain_not_proven",
  });
  expect(await servedTo()).toBe(a.slug);
});

test("who proves a host takes it from who no longer can, and both chains say so", async () => {
  const [mine, theirs] = [await claim(a), await claim(b)];
  publish(mine);
  await verifyDomain(a.ctx, { domainId: mine.id });
  publish(theirs);
  await verifyDomain(b.ctx, { domainId: theirs.id });
  expect(await servedTo()).toBe(b.slug);
  expect(await facts(a)).toEqual(["domain.added", "domain.verified", "domain.lost"]);
  expect(await facts(b)).toEqual(["domain.added", "domain.verified"]);
});

test("two tenants that prove one free host at once: exactly one gets it", async () => {
  const [mine, theirs] = [await claim(a), await claim(b)];
  publish(mine, theirs);
  const results = await Promise.allSettled([
    verifyDomain(a.ctx, { domainId: mine.id }),
    verifyDomain(b.ctx, { domainId: theirs.id }),
  ]);
  expect(results.map((each) => each.status).toSorted()).toEqual(["fulfilled", "rejected"]);
});

test("three misses in a row and the claim falls; a hit between starts the count again", async () => {
  const domain = await claim(a);
  publish(domain);
  await verifyDomain(a.ctx, { domainId: domain.id });
  const check = async (found: boolean) => {
    if (found) publish(domain);
    else zone.set(domain.record.name, { kind: "none" });
    await recheckDomains({ ...a.ctx, now: new Date() });
    return (await listDomains(a.ctx))[0];
  };
  await check(false);
  expect(await check(false)).toMatchObject({ status: "verified", failedChecks: 2 });
  expect(await check(true)).toMatchObject({ status: "verified", failedChecks: 0 });
  await check(false);
  await check(false);
  expect(await servedTo()).toBe(a.slug);
  expect(await check(false)).toMatchObject({ status: "lost", failedChecks: 3 });
  expect(await servedTo()).toBeUndefined();
  expect((await facts(a)).at(-1)).toBe("domain.lost");
});

test("a resolver that is down for a week costs nobody their host", async () => {
  const domain = await claim(a);
  publish(domain);
  await verifyDomain(a.ctx, { domainId: domain.id });
  zone.set(domain.record.name, { kind: "unreachable" });
  for (let i = 0; i < 10; i++) await recheckDomains({ ...a.ctx, now: new Date() });
  expect(await servedTo()).toBe(a.slug);
});

test("the job finds a young claim that was proven meanwhile, and leaves an old one alone", async () => {
  const young = await claim(a);
  const old = await claim(a, `old.${a.slug}.pe`);
  await composition().db.platform.pool.query(
    "update tenant_domains set created_at = now() - interval '8 days' where id = $1",
    [old.id],
  );
  publish(young);
  publish(old);
  await recheckDomains({ ...a.ctx, now: new Date() });
  const states = (await listDomains(a.ctx)).map((each) => each.status);
  expect(states.toSorted()).toEqual(["pending", "verified"]);
});

test("a host is claimed once per tenant, counted, and given up", async () => {
  const domain = await claim(a);
  await expect(claim(a, `${host.toUpperCase()}.`)).rejects.toMatchObject({ key: "domain_exists" });
  const used = async () => (await listUsage(a.ctx)).find((row) => row.resource === "domains")?.used;
  expect(await used()).toBe(1);
  await removeDomain(a.ctx, { domainId: domain.id });
  await expect(removeDomain(a.ctx, { domainId: domain.id })).rejects.toMatchObject({
    code: "not_found",
  });
  expect(await used()).toBe(0);
});

test("another tenant's domain is not found by any verb", async () => {
  const domain = await claim(a);
  publish(domain);
  for (const verb of [verifyDomain, removeDomain])
    await expect(verb(b.ctx, { domainId: domain.id })).rejects.toMatchObject({ code: "not_found" });
  expect(await listDomains(a.ctx)).toHaveLength(1);
});

test.each([
  "localhost",
  "localhost:3000",
  "x.localhost",
  "admin.localhost",
  "deep.x.localhost",
  "host.local",
  "printer.internal",
  "x.test",
  "onlyone",
  "10.0.0.1",
  "[::1]",
  "2130706433",
  "panel.example",
  "a..b.pe",
  "http://panel.pe",
  "panel.pe/x",
  "panel.pe:8443",
  "*.panel.pe",
  "_trama.panel.pe",
])("%s cannot be an own host", async (name) => {
  await expect(claim(a, name)).rejects.toMatchObject({ code: "invalid" });
});

test("an own host typed in Unicode is kept in punycode", async () => {
  expect((await claim(a, `Ñandú.${a.slug}.PE`)).host).toBe(`xn--and-6ma2c.${a.slug}.pe`);
});

test("nothing at or below the platform's own root can ever be an own host", () => {
  fc.assert(
    fc.property(fc.domain(), (below) => {
      expect(ownHostFault(`${below}.trama.pe`.toLowerCase(), "trama.pe")).toBe("platform");
    }),
  );
  expect(ownHostFault("trama.pe", "trama.pe")).toBe("platform");
  expect(ownHostFault("trama.pe", "app.trama.pe")).toBe("platform");
  expect(ownHostFault("nottrama.pe", "trama.pe")).toBeNull();
});

test("only owner and admin manage domains; the feature can be off; the plan's limit holds", async () => {
  for (const role of ["agent", "finance", "technician"] as const) {
    const { ctx } = await mintStaff(a, role);
    await expect(addDomain(ctx, { host, face: "staff" })).rejects.toMatchObject({
      code: "forbidden",
    });
  }
  const set = (query: ReturnType<typeof sql>) =>
    composition().db.platform.transaction(a.id, (tx) => tx.execute(query));
  await set(
    sql`insert into tenant_limits (tenant_id, resource, maximum) values (${a.id}, 'domains', 0)`,
  );
  await expect(claim(a)).rejects.toMatchObject({ code: "limit_reached" });
  await set(
    sql`insert into tenant_flags (tenant_id, flag, enabled) values (${a.id}, 'ownDomains', false)`,
  );
  await expect(claim(a)).rejects.toMatchObject({ key: "feature_off" });
});
