import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { createCustomer } from "@/server/modules/crm/create-customer";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { customerBalance } from "./customer-balance";
import { type Entry, postEntries } from "./post-entry";
import { reverseEntry } from "./reverse-entry";
import type { Leg } from "./rules/documents/legs";
import { fullNumberOf, takeNumbers } from "./take-numbers";

let tenant: TestTenant;
let owner: Ctx;
let customerId: string;
beforeEach(async () => {
  tenant = await mintTenant();
  ({ ctx: owner } = await mintStaff(tenant, "owner"));
  customerId = (await createCustomer(owner, { name: "Rosa" })).id;
});

const leg = (account: Leg["account"], amountMinor: number): Leg => ({
  ...{ account, customerId, currency: "PEN", amountMinor, baseMinor: amountMinor },
});
const entry = (over: Partial<Entry> = {}): Entry => ({
  ...{ onDay: "2026-01-31", kind: "invoice", sourceType: "invoice", sourceId: newId() },
  legs: [leg("receivable", 11_800), leg("revenue", -10_000), leg("tax", -1_800)],
  ...over,
});
const post = (entries: Entry[]) => inTenant(owner, (tx) => postEntries(owner, tx, entries));
const balance = () =>
  inTenant(owner, (tx) => customerBalance(owner, tx, [customerId], "2026-02-01"));

describe("entries", () => {
  test("keep the customer's balance, are posted once however often asked, and reversed once", async () => {
    const one = entry();
    expect(await post([one, entry()])).toHaveLength(2);
    expect(await post([one])).toEqual([]);
    expect(await balance()).toMatchObject([{ receivableMinor: 23_600, creditMinor: 0 }]);
    const back = { ...one, asKind: "void", onDay: "2026-02-01" };
    const reverse = () => inTenant(owner, (tx) => reverseEntry(owner, tx, back));
    expect(await reverse()).toHaveLength(1);
    expect(await reverse()).toEqual([]);
    expect(await balance()).toMatchObject([{ receivableMinor: 11_800 }]);
  });

  test.each([
    ["in the document's currency", { amountMinor: 1, baseMinor: 0 }],
    ["in the tenant's", { amountMinor: 0, baseMinor: 1 }],
  ])("that do not balance %s are refused by the database", async (_, off) => {
    const legs = [leg("receivable", 100), leg("revenue", -100), { ...leg("tax", 0), ...off }];
    await expect(post([entry({ legs })])).rejects.toThrow(/ledger_legs/);
    expect(await balance()).toEqual([]);
  });

  test("are never changed nor deleted by the product's own role", async () => {
    await post([entry()]);
    for (const statement of ["update ledger_legs set base_minor = 0", "delete from ledger_entries"])
      await expect(
        inTenant(owner, (tx) =>
          tx.execute(sql.raw(`${statement} where tenant_id = '${tenant.id}'`)),
        ),
      ).rejects.toThrow(/ledger_/);
  });
});

describe("numbers", () => {
  const take = (count: number, businessUnitId?: string) =>
    inTenant(owner, (tx) =>
      takeNumbers(owner, tx, { kind: "invoice", ...(businessUnitId && { businessUnitId }) }, count),
    );

  test("of twenty that take at once are 1 to 40 without a gap, and a rollback leaves none", async () => {
    const taken = await Promise.all(Array.from({ length: 20 }, () => take(2)));
    const failed = inTenant(owner, async (tx) => {
      await takeNumbers(owner, tx, { kind: "invoice" }, 5);
      throw new Error("changed my mind");
    });
    await expect(failed).rejects.toThrow("changed my mind");
    const firsts = taken.map(({ first }) => first).toSorted((a, b) => a - b);
    expect(firsts).toEqual(Array.from({ length: 20 }, (_, n) => n * 2 + 1));
    const next = await take(1);
    expect([fullNumberOf(next, next.first), next.fiscal]).toEqual(["NV01-00000041", false]);
  });

  test("come from the unit's own series where it has one", async () => {
    const unit = newId();
    await inTenant(owner, (tx) =>
      tx.execute(sql`insert into document_series (tenant_id, kind, prefix, business_unit_id)
        values (${tenant.id}, 'invoice', 'OBR-', ${unit})`),
    );
    expect(await take(1, unit)).toMatchObject({ prefix: "OBR-", first: 1 });
    expect(await take(1, newId())).toMatchObject({ prefix: "NV01-", first: 1 });
  });
});
