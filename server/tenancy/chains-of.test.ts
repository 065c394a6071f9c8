import { expect, test } from "vitest";
import { composition } from "@/server/composition";
import { record } from "@/server/events/record";
import { mintTenant } from "@/server/testing/tenant";
import type { PendingEvent } from "@/server/events/record";
import { asPlatform } from "./as-platform";
import { chainsOf } from "./chains-of";
import { inTenant } from "./in-tenant";
import type { Scope } from "./scope";

const payload = { before: "active", after: "suspended", reason: "test" };
const chainOf = async (tenantId: string) =>
  (
    await composition().db.platform.pool.query(
      "select name, seq::int, body::jsonb ->> 'tenant' as tenant from events where tenant_id = $1 order by seq",
      [tenantId],
    )
  ).rows;

test("what the platform does to a tenant is a fact in that tenant's own chain, in one transaction with the platform's", async () => {
  const a = await mintTenant();
  const b = await mintTenant();
  await asPlatform(a.ctx, "state facts about two", async () => {
    for (const { id, ctx } of [b, a])
      record(ctx, "tenant.statusChanged", { entity: { type: "tenant", id }, payload });
  });
  for (const { id } of [a, b])
    expect(await chainOf(id)).toEqual([{ name: "tenant.statusChanged", seq: 1, tenant: id }]);
});

test("two platform transactions that touch the same tenants in opposite order do not deadlock", async () => {
  const a = await mintTenant();
  const b = await mintTenant();
  const touch = (order: (typeof a)[]) =>
    asPlatform(a.ctx, "touch two tenants", async () => {
      for (const { id, ctx } of order)
        record(ctx, "tenant.statusChanged", { entity: { type: "tenant", id }, payload });
    });
  await Promise.all(Array.from({ length: 8 }, (_, i) => touch(i % 2 ? [a, b] : [b, a])));
  expect((await chainOf(a.id)).map((fact) => fact.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

test("a tenant's transaction cannot state a fact with another tenant's context", async () => {
  const a = await mintTenant();
  const b = await mintTenant();
  const planted = inTenant(a.ctx, async () => {
    record(b.ctx, "tenant.statusChanged", { entity: { type: "tenant", id: b.id }, payload });
  });
  await expect(planted).rejects.toThrow("another tenant");
  expect(await chainOf(b.id)).toEqual([]);
  const event = { ctx: b.ctx } as PendingEvent;
  const scope = { role: "app", tenantId: a.id, events: [event] } as unknown as Scope;
  expect(() => chainsOf(scope)).toThrow("another tenant's context");
});
