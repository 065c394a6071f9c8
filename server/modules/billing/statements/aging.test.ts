import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { addDays, type Day } from "@/server/kernel/day";
import { newId } from "@/server/kernel/ids";
import { draftInvoice } from "@/server/modules/billing/draft-invoice";
import { issueCreditNote } from "@/server/modules/billing/issue-credit-note";
import { issueInvoice } from "@/server/modules/billing/issue-invoice";
import { voidCreditNote } from "@/server/modules/billing/void-credit-note";
import { voidInvoice } from "@/server/modules/billing/void-invoice";
import { writeOffInvoice } from "@/server/modules/billing/write-off-invoice";
import { bouncePayment } from "@/server/modules/payments/bounce-payment";
import { recordPayment } from "@/server/modules/payments/record-payment";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { addCustomer, openScene, type Scene } from "@/server/testing/billing-run/scene";
import { debtScene } from "@/server/testing/debts";
import { mintStaff, mintTenant } from "@/server/testing/tenant";
import { ageDebts } from "./age-debts";
import { exportAging } from "./export-aging";
import { listAging } from "./list-aging";

let scene: Scene;
let customerId: string;
beforeEach(async () => {
  scene = await openScene();
  customerId = await addCustomer(scene, "Rosa");
});

const on = (day: Day): Ctx => scene.at(`${day}T17:00:00Z`);
const run = <T extends Record<string, unknown>>(query: ReturnType<typeof sql>) =>
  inTenant(scene.tenant.ctx, async (tx) => (await tx.execute<T>(query)).rows);
const issue = async (day: Day, unitPrice: string, dueOn: Day, of = customerId) => {
  const lines = [{ description: "Internet", unitPrice }];
  const draft = await draftInvoice(on(day), { customerId: of, lines, dueOn });
  return (await issueInvoice(on(day), { invoiceId: draft.id })).id;
};
const total = async (today: Day, asOf: Day) =>
  (await ageDebts(on(today), { asOf })).rows[0]?.totalMinor ?? 0;
const reason = "un motivo";

describe("what is owed by age", () => {
  test("falls into its bucket to the day, by currency, and comes to the tenant's own at each document's rate", async () => {
    const debts = debtScene(scene.tenant.ctx);
    const asOf = "2026-07-31";
    for (const late of [-5, 0, 1, 30, 31, 60, 61, 90, 91, 400])
      await debts.invoice(customerId, {
        dueOn: addDays(asOf, -late),
        issuedOn: "2025-01-01",
        total: 100,
      });
    await debts.invoice(customerId, {
      dueOn: asOf,
      total: 1_001,
      currency: "USD",
      fxRate: "3.725",
    });
    await debts.invoice(customerId, { dueOn: asOf, total: 950, currency: "CLP", fxRate: "0.004" });
    const found = await ageDebts(on(asOf), {});
    expect(found).toMatchObject({ asOf, baseCurrency: "PEN" });
    expect(found.rows).toMatchObject([
      { currency: "CLP", notDueMinor: 950, totalBaseMinor: 380 },
      {
        ...{ currency: "PEN", notDueMinor: 200, days30Minor: 200, days60Minor: 200 },
        ...{ days90Minor: 200, olderMinor: 200, totalMinor: 1_000, invoices: 10 },
      },
      { currency: "USD", notDueMinor: 1_001, totalBaseMinor: 3_729 },
    ]);
  });

  test("is what it was on any past day, whatever happened since", async () => {
    const first = await issue("2026-01-10", "100", "2026-01-20");
    const paid = await recordPayment(on("2026-02-10"), {
      ...{ customerId, method: "cash", amountMinor: 4_000 },
    });
    await bouncePayment(on("2026-03-10"), { paymentId: paid.id, reason });
    const of = { what: "amount", amountMinor: 1_000 } as const;
    const note = await issueCreditNote(on("2026-04-10"), { invoiceId: first, reason, of });
    await voidCreditNote(on("2026-05-10"), { creditNoteId: note.id, reason });
    await writeOffInvoice(on("2026-06-10"), { invoiceId: first, reason });
    const second = await issue("2026-02-01", "50", "2026-02-11");
    await voidInvoice(on("2026-03-20"), { invoiceId: second, reason, takePaymentsBack: true });
    const third = await issue("2026-06-01", "30", "2026-06-11");
    await recordPayment(on("2026-06-20"), {
      ...{ customerId, method: "cash", amountMinor: 3_000, allocation: "chosen" },
      invoices: [{ invoiceId: third }],
    });
    const days: [Day, number][] = [
      ["2026-01-09", 0],
      ["2026-01-10", 10_000],
      ["2026-02-05", 15_000],
      ["2026-02-10", 11_000],
      ["2026-03-09", 11_000],
      ["2026-03-10", 15_000],
      ["2026-03-20", 10_000],
      ["2026-04-10", 9_000],
      ["2026-05-10", 10_000],
      ["2026-06-05", 13_000],
      ["2026-06-10", 3_000],
      ["2026-06-19", 3_000],
      ["2026-06-20", 0],
    ];
    for (const [day, owed] of days)
      expect({ day, owed: await total("2026-07-01", day) }).toEqual({ day, owed });
    expect(await ageDebts(on("2026-07-01"), { asOf: "2026-03-31" })).toMatchObject({
      rows: [{ days90Minor: 10_000, oldestDueOn: "2026-01-20" }],
    });
  });

  test("said of each past day is what was said on that day itself", async () => {
    const told = new Map<Day, number>();
    let day = "2026-01-01";
    const open: string[] = [];
    const payments: string[] = [];
    for (let step = 0; step < 60; step++, day = addDays(day, 1)) {
      const kind = (step * 7919) % 5;
      if (kind < 2) open.push(await issue(day, String(10 + step), addDays(day, 5)));
      else if (kind === 2)
        payments.push(
          (
            await recordPayment(on(day), {
              ...{ customerId, method: "cash", amountMinor: 700 + step * 31 },
            })
          ).id,
        );
      else if (kind === 3 && payments.length > 0)
        await bouncePayment(on(day), { paymentId: payments.pop() ?? "", reason });
      else if (open.length > 0) {
        const invoiceId = open.shift() ?? "";
        await voidInvoice(on(day), { invoiceId, reason, takePaymentsBack: true });
      }
      told.set(day, await total(day, day));
    }
    for (const [asOf, owed] of told)
      expect({ asOf, owed: await total(day, asOf) }).toEqual({ asOf, owed });
  }, 120_000);

  test("a day is the tenant's own: what is paid at nine in the evening of Lima is paid that day", async () => {
    await issue("2026-01-10", "100", "2026-01-20");
    await recordPayment(scene.at("2026-02-11T02:00:00Z"), {
      ...{ customerId, method: "cash", amountMinor: 10_000 },
    });
    expect(await total("2026-03-01", "2026-02-09")).toBe(10_000);
    expect(await total("2026-03-01", "2026-02-10")).toBe(0);
  });

  test("a day to come is refused", async () => {
    const asked = ageDebts(on("2026-03-01"), { asOf: "2026-03-02" });
    await expect(asked).rejects.toMatchObject({ key: "as_of_future" });
  });
});

describe("who owes", () => {
  const unit = newId();
  const branch = newId();
  async function debtors() {
    const debts = debtScene(scene.tenant.ctx);
    await run(sql`insert into business_units (id, tenant_id, code, name) values (${unit}, ${scene.tenant.id}, 'FIB', 'Fibra')
      on conflict do nothing`);
    await run(sql`insert into branches (id, tenant_id, code, name) values (${branch}, ${scene.tenant.id}, 'LIM', 'Lima')
      on conflict do nothing`);
    const names = ["Ana", "=Beto", "Caro"];
    for (const [n, name] of names.entries()) {
      const id = await addCustomer(scene, name);
      const invoice = await debts.invoice(id, { dueOn: "2026-06-01", total: (n + 1) * 1_000 });
      if (n === 0)
        await run(sql`update invoices set business_unit_id = ${unit}, branch_id = ${branch}
          where tenant_id = ${scene.tenant.id} and id = ${invoice}`);
    }
  }

  test("is listed by customer, unit and branch, who owes most first, page by page without gap", async () => {
    await debtors();
    const names: (string | null)[] = [];
    let cursor: string | undefined;
    do {
      const page = await listAging(on("2026-07-01"), { limit: 1, ...(cursor && { cursor }) });
      names.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(names).toEqual(["Caro", "=Beto", "Ana"]);
    expect((await listAging(on("2026-07-01"), { by: "unit" })).items).toMatchObject([
      { id: null, name: null, totalMinor: 5_000 },
      { id: unit, name: "Fibra", totalMinor: 1_000, invoices: 1 },
    ]);
    const asked = { by: "customer", branchId: branch } as const;
    expect((await listAging(on("2026-07-01"), asked)).items).toMatchObject([{ name: "Ana" }]);
    expect((await ageDebts(on("2026-07-01"), { branchId: "none" })).rows).toMatchObject([
      { totalMinor: 5_000 },
    ]);
    await expect(listAging(on("2026-07-01"), { cursor: "x|y" })).rejects.toMatchObject({
      key: "list_filter_unknown",
    });
  });

  test("leaves as a file that no spreadsheet takes for formulas, and is a fact", async () => {
    await debtors();
    const titles = Array<string>(11).fill("t");
    const part = await exportAging(on("2026-07-01"), { by: "customer", titles });
    expect(part).toMatchObject({ rows: 3, nextCursor: null });
    expect(part.csv).toContain("'=Beto,PEN,0.00,20.00,0.00,0.00,0.00,20.00,1,2026-06-01");
    expect(
      await run(sql`select count(*)::int as n from events where name = 'receivables.exported'`),
    ).toEqual([{ n: 1 }]);
    const { ctx: agent } = await mintStaff(scene.tenant, "agent");
    expect(() => exportAging(agent, { by: "customer", titles })).toThrow("forbidden");
  });

  test("is nobody else's: another tenant sees none", async () => {
    await debtors();
    const { ctx: stranger } = await mintStaff(await mintTenant(), "owner");
    expect((await listAging({ ...stranger, now: on("2026-07-01").now }, {})).items).toEqual([]);
    expect((await ageDebts({ ...stranger, now: on("2026-07-01").now }, {})).rows).toEqual([]);
  });
});
