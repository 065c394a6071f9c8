import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { composition } from "@/server/composition";
import { newId } from "@/server/kernel/ids";
import { draftInvoice } from "@/server/modules/billing/draft-invoice";
import { issueInvoice } from "@/server/modules/billing/issue-invoice";
import { createCustomer } from "@/server/modules/crm/create-customer";
import { recordPayment } from "@/server/modules/payments/record-payment";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { ageDebts } from "./age-debts";
import { getStatement } from "./get-statement";
import { proveBooks } from "./prove-books";

let tenant: TestTenant;
let owner: Ctx;
let customerId: string;
const run = (text: string) => inTenant(owner, (tx) => tx.execute(sql.raw(text)));
const issue = async () => {
  const lines = [{ description: "Internet", unitPrice: "118" }];
  const { id: invoiceId } = await draftInvoice(owner, { customerId, lines });
  return issueInvoice(owner, { invoiceId });
};

beforeEach(async () => {
  tenant = await mintTenant();
  ({ ctx: owner } = await mintStaff(tenant, "owner"));
  customerId = (await createCustomer(owner, { name: "Rosa" })).id;
  const classId = newId();
  await run(`insert into tax_classes (id, tenant_id, code, name, is_default)
    values ('${classId}', '${tenant.id}', 'IGV', 'IGV', true)`);
  await run(`insert into tax_rates (tenant_id, tax_class_id, rate, valid_from)
    values ('${tenant.id}', '${classId}', 18, '2011-03-01')`);
  await issue();
  await issue();
  await issue();
  await recordPayment(owner, { customerId, method: "cash", amountMinor: 15_000 });
});

test("books that nobody touched are proven, and the proof is kept", async () => {
  expect(await proveBooks(owner)).toMatchObject({ ok: true, problems: [] });
  const { rows } = await run(`select ok, legs from ledger_proofs where tenant_id = '${tenant.id}'`);
  expect(rows).toEqual([{ ok: true, legs: 3 * 3 + 2 + 2 * 2 }]);
});

const own = () => `tenant_id = '${tenant.id}'`;
test.each([
  [
    "balanceWrong",
    () => `update customer_balances set credit_minor = credit_minor + 1 where ${own()}`,
  ],
  [
    "openWrong",
    () => `update invoices set open_minor = 1, payment_status = 'partiallyPaid'
    where ${own()} and number = 1`,
  ],
  [
    "receivableWrong",
    () => `update payment_allocations set reversed_at = now() where ${own()};
    update invoices set open_minor = total_minor where ${own()}`,
  ],
  [
    "creditWrong",
    () => `update payments set unallocated_minor = unallocated_minor + 1 where ${own()}`,
  ],
  [
    "linesWrong",
    () => `update invoice_lines set net_minor = net_minor + 1, total_minor = total_minor + 1
    where ${own()}`,
  ],
  ["numberMissing", () => `update invoices set number = 9 where ${own()} and number = 2`],
])("a hand in the tables is found: %s, told as a fact to finance", async (what, corruption) => {
  for (const statement of corruption().split(";")) await run(statement);
  const proof = await proveBooks(owner);
  expect(proof.ok).toBe(false);
  expect(proof.problems.map((problem) => problem.what)).toContain(what);
  const { rows } = await run(`select 1 from events where ${own()} and name = 'ledger.broken'`);
  expect(rows).toHaveLength(1);
});

test("an entry that was unbalanced behind the trigger's back is found", async () => {
  const { platform } = composition().db;
  await platform.transaction(tenant.id, (tx) =>
    tx.execute(sql`delete from ledger_legs where tenant_id = ${tenant.id} and account = 'tax'`),
  );
  const { problems } = await proveBooks(owner);
  expect(problems.map(({ what }) => what)).toContain("entryUnbalanced");
});

test("a statement begins where the one before ended and ends with what is owed; credit that moves changes nothing", async () => {
  const asked = { customerId, from: "2000-01-01", to: "2999-12-31" };
  const all = await getStatement(owner, asked);
  expect(all).toMatchObject({ openingMinor: 0, closingMinor: 20_400, debitMinor: 35_400 });
  expect(all.rows.map(({ kind }) => kind)).toEqual(["invoice", "invoice", "invoice", "payment"]);
  const today = all.rows[0]?.onDay ?? "";
  const later = await getStatement(owner, { ...asked, from: "2999-01-01" });
  expect(later).toMatchObject({ openingMinor: 20_400, closingMinor: 20_400, rows: [] });
  await expect(
    getStatement(owner, { ...asked, from: today, to: "2000-01-01" }),
  ).rejects.toMatchObject({ key: "period_upside_down" });
});

test("what is owed is told by age", async () => {
  const due = (number: number, days: number) =>
    run(`update invoices set due_on = issued_on - ${days} where ${own()} and number = ${number}`);
  await due(2, 30);
  await due(3, 91);
  expect((await ageDebts(owner, {})).rows).toMatchObject([
    { currency: "PEN", notDueMinor: 0, days30Minor: 8_600, olderMinor: 11_800, totalMinor: 20_400 },
  ]);
});
