import { expect, test } from "vitest";
import { record } from "@/server/events/record";
import { newId } from "@/server/kernel/ids";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";
import { findEvents } from "./find-events";

const rare = newId();

/** Twenty-three facts, of which the 2nd and the 19th are about `rare`. */
async function twentyThree(): Promise<TestTenant> {
  const tenant = await mintTenant();
  await inTenant(tenant.ctx, async () => {
    for (let seq = 1; seq <= 23; seq++)
      record(tenant.ctx, "domain.removed", {
        entity: { type: "domain", id: seq === 2 || seq === 19 ? rare : newId() },
        payload: { host: "x.example", face: "portal" },
      });
  });
  return tenant;
}

const find = (tenant: TestTenant, input: object, narrowing: object = { window: 5 }) =>
  inTenant(tenant.ctx, (tx) => findEvents(tenant.ctx, tx, { limit: 2, ...input }, narrowing));

test("a filter without an index looks through one window a page, and going on finds all", async () => {
  const tenant = await twentyThree();
  const seen: number[][] = [];
  const cursors: (number | null)[] = [];
  let before: number | undefined;
  do {
    const { items, nextBefore } = await find(tenant, { entityId: rare, before });
    seen.push(items.map(({ seq }) => seq));
    cursors.push(nextBefore);
    before = nextBefore ?? undefined;
  } while (before !== undefined && seen.length < 20);
  expect(cursors).toEqual([19, 14, 9, 4, null]);
  expect(seen).toEqual([[19], [], [], [], [2]]);
});

test("within a window pages are whole and none is lost at its edge", async () => {
  const tenant = await twentyThree();
  const seen: number[] = [];
  let before: number | undefined;
  do {
    const { items, nextBefore } = await find(tenant, { before });
    seen.push(...items.map(({ seq }) => seq));
    before = nextBefore ?? undefined;
  } while (before !== undefined);
  expect(seen).toEqual(Array.from({ length: 23 }, (_, index) => 23 - index));
});

test("an entity's own history goes by its index, in one page; a cursor beyond the head costs no window", async () => {
  const tenant = await twentyThree();
  const own = await find(tenant, { entityType: "domain", entityId: rare });
  expect(own).toMatchObject({ items: [{ seq: 19 }, { seq: 2 }], nextBefore: null });
  const far = await find(tenant, { entityId: rare, before: 1_000_000 });
  expect(far.items.map(({ seq }) => seq)).toEqual([19]);
});
