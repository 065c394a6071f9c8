import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { composition } from "@/server/composition";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { createChildTenant } from "./create-child-tenant";
import { listChildTenants } from "./list-child-tenants";
import { listFlags } from "./list-flags";
import { mayGive } from "./rules/limits";
import { createChildTenantInput } from "./schema";
import { setChildLimit } from "./set-child-limit";

const query = async (text: string, values: unknown[] = []) =>
  (await composition().db.platform.pool.query(text, values)).rows;

let reseller: TestTenant;
beforeEach(async () => {
  reseller = await mintTenant();
  await query(
    "insert into tenant_flags (tenant_id, flag, enabled) values ($1, 'resellers', true)",
    [reseller.id],
  );
  await setOwn("customers", 100);
});
const setOwn = (resource: string, maximum: number) =>
  query("insert into tenant_limits (tenant_id, resource, maximum) values ($1, $2, $3)", [
    reseller.id,
    resource,
    maximum,
  ]);
let counter = 0;
const child = (
  limits: Record<string, number | null>,
  over: { slug?: string; email?: string } = {},
) => {
  const name = `c${process.pid}x${Date.now().toString(36)}x${counter++}`;
  return createChildTenant(
    reseller.ctx,
    createChildTenantInput.parse({
      slug: over.slug ?? name,
      name: "Child",
      country: "PE",
      timeZone: "America/Lima",
      currency: "PEN",
      locale: "es",
      owner: { email: over.email ?? `${name}@child.example`, name: "Owner" },
      limits,
    }),
  );
};

test("a child has an invited owner, limits, counter and chain of its own, and its reseller sees it", async () => {
  const made = await child(
    { customers: 40 },
    { email: `own${counter}${process.pid}@child.example` },
  );
  const [owner] = await query("select role, accepted_at from invitations where tenant_id = $1", [
    made.id,
  ]);
  expect(owner).toEqual({ role: "owner", accepted_at: null });
  const { items, totals } = await listChildTenants(reseller.ctx);
  expect(items).toMatchObject([
    { id: made.id, used: {}, limits: { customers: 40 }, status: "active" },
  ]);
  expect(totals.find((row) => row.resource === "customers")).toEqual({
    resource: "customers",
    used: 0,
    given: 40,
    own: 100,
  });
  expect(
    await query("select name from events where tenant_id = $1 order by seq", [made.id]),
  ).toEqual([{ name: "tenant.created" }, { name: "invitation.created" }]);
});

test("all children together get at most the reseller's own, and none gets a limited thing without limit", async () => {
  await child({ customers: 60 });
  await expect(child({ customers: 41 })).rejects.toMatchObject({
    key: "child_limit_exceeds",
    params: { resource: "customers", available: 40 },
  });
  await expect(child({ customers: null })).rejects.toMatchObject({ key: "child_limit_exceeds" });
  await expect(child({})).rejects.toMatchObject({ key: "child_limit_exceeds" });
  await child({ customers: 40, devices: null });
});

test("two children opened at once cannot share the same remainder", async () => {
  const results = await Promise.allSettled([child({ customers: 60 }), child({ customers: 60 })]);
  expect(results.map((each) => each.status).toSorted()).toEqual(["fulfilled", "rejected"]);
});

test("at the reseller's own number of children exactly one of two creates succeeds", async () => {
  await setOwn("childTenants", 1);
  const open = () => child({ customers: 1, childTenants: 0 });
  const results = await Promise.allSettled([open(), open()]);
  expect(results.map((each) => each.status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(results.find((each) => each.status === "rejected")).toMatchObject({
    reason: { code: "limit_reached", params: { resource: "childTenants", maximum: 1 } },
  });
});

test("a child's limit moves within what is left, and its own share counts as free", async () => {
  const [a, b] = [await child({ customers: 60 }), await child({ customers: 30 })];
  const set = (childTenantId: string, maximum: number | null) =>
    setChildLimit(reseller.ctx, { childTenantId, resource: "customers", maximum });
  await set(a.id, 70);
  await expect(set(b.id, 31)).rejects.toMatchObject({ params: { available: 30 } });
  await set(a.id, 10);
  await set(b.id, 90);
  await expect(set(b.id, null)).rejects.toMatchObject({ key: "child_limit_exceeds" });
});

test("another reseller's child, or a tenant that is nobody's, is not found", async () => {
  const made = await child({ customers: 1 });
  const other = await mintTenant();
  await query(
    "insert into tenant_flags (tenant_id, flag, enabled) values ($1, 'resellers', true)",
    [other.id],
  );
  for (const childTenantId of [made.id, other.id, reseller.id])
    await expect(
      setChildLimit(other.ctx, { childTenantId, resource: "customers", maximum: 1 }),
    ).rejects.toMatchObject({ code: "not_found" });
  expect((await listChildTenants(other.ctx)).items).toEqual([]);
});

test("a taken or reserved slug is refused and nothing is left behind", async () => {
  const before = await query("select count(*)::int as n from tenants");
  await expect(child({ customers: 1 }, { slug: reseller.slug })).rejects.toMatchObject({
    key: "slug_taken",
  });
  expect(() => child({ customers: 1 }, { slug: "admin" })).toThrow("slug_reserved");
  expect(await query("select count(*)::int as n from tenants")).toEqual(before);
});

test("a reseller cannot tell whether the owner's e-mail is somebody's on the platform", async () => {
  const { email } = await mintStaff(await mintTenant(), "owner");
  const shape = async (made: { id: string }) => ({
    keys: Object.keys(made).toSorted(),
    rows: await query(
      "select (select count(*)::int from memberships where tenant_id = $1) as members, (select count(*)::int from invitations where tenant_id = $1) as invited, (select count(*)::int from events where tenant_id = $1) as facts",
      [made.id],
    ),
  });
  const known = await shape(await child({ customers: 1 }, { email }));
  expect(known).toEqual(await shape(await child({ customers: 1 })));
});

test("without the feature, or without being the owner, nobody opens a child", async () => {
  const admin = await mintStaff(reseller, "admin");
  const input = createChildTenantInput.parse({
    slug: "some-child",
    name: "Child",
    country: "PE",
    timeZone: "America/Lima",
    currency: "PEN",
    locale: "es",
    owner: { email: "a@b.example", name: "O" },
  });
  await expect(createChildTenant(admin.ctx, input)).rejects.toMatchObject({ code: "forbidden" });
  const plain = await mintTenant();
  await expect(createChildTenant(plain.ctx, input)).rejects.toMatchObject({ key: "feature_off" });
  expect(await listFlags(plain.ctx)).toContainEqual({ flag: "resellers", enabled: false });
});

test("whatever is asked for in whatever order, what was given never passes the reseller's own", () => {
  fc.assert(
    fc.property(
      fc.nat(100),
      fc.array(fc.option(fc.nat(60), { nil: null }), { maxLength: 20 }),
      (own, asked) => {
        let given = 0;
        for (const maximum of asked) if (mayGive(own, given, maximum)) given += maximum ?? 0;
        expect(given).toBeLessThanOrEqual(own);
      },
    ),
  );
  expect(mayGive(null, 1_000, null)).toBe(true);
});
