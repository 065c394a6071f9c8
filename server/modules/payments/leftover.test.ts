import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { draftInvoice } from "@/server/modules/billing/draft-invoice";
import { issueInvoice } from "@/server/modules/billing/issue-invoice";
import { proveBooks } from "@/server/modules/billing/statements/prove-books";
import { createCustomer } from "@/server/modules/crm/create-customer";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { receivePayment } from "./receive-payment";
import { recordPayment } from "./record-payment";

let tenant: TestTenant;
let owner: Ctx;
let customerId: string;
let invoiceIds: string[];
/** Who owes 100.00 and then 50.00. */
beforeEach(async () => {
  tenant = await mintTenant();
  ({ ctx: owner } = await mintStaff(tenant, "owner"));
  customerId = (await createCustomer(owner, { name: "Rosa" })).id;
  const classId = newId();
  await rows(sql`insert into tax_classes (id, tenant_id, code, name, is_default)
    values (${classId}, ${tenant.id}, 'IGV', 'IGV', true)`);
  await rows(sql`insert into tax_rates (tenant_id, tax_class_id, rate, valid_from)
    values (${tenant.id}, ${classId}, 18, '2011-03-01')`);
  invoiceIds = [];
  for (const unitPrice of ["100", "50"]) {
    const lines = [{ description: "Internet", unitPrice }];
    const { id } = await draftInvoice(owner, { customerId, lines });
    await issueInvoice(owner, { invoiceId: id });
    invoiceIds.push(id);
  }
});

const rows = async (query: ReturnType<typeof sql>): Promise<Record<string, unknown>[]> =>
  (await inTenant(tenant.ctx, (tx) => tx.execute(query))).rows;
const open = async () =>
  (
    await rows(
      sql`select open_minor::int as open from invoices where tenant_id = ${tenant.id} order by total_minor desc`,
    )
  ).map(({ open: left }) => left);
/** What a gateway took for the first invoice. */
const charged = (charge: string, amountMinor = 10_000) =>
  inTenant(tenant.ctx, (tx) =>
    receivePayment(tenant.ctx, tx, {
      ...{ customerId, method: "card", currency: "PEN", amountMinor, receivedOn: "" },
      ...{ provider: "stripe", providerPaymentId: charge },
      to: [{ invoiceId: String(invoiceIds[0]) }],
    }),
  );
const byHand = (amountMinor: number) =>
  recordPayment(owner, {
    ...{ customerId, method: "cash", amountMinor, allocation: "chosen" },
    invoices: [{ invoiceId: String(invoiceIds[0]) }],
  });

test("what a charge leaves over, a part having been paid meanwhile, pays what else is owed", async () => {
  await byHand(6_000);
  await charged("ch_1");
  expect(await open()).toEqual([0, 0]);
  expect(await proveBooks(owner)).toMatchObject({ ok: true });
});

test("two charges at once for one invoice: the second pays what else is owed, the rest is credit", async () => {
  await Promise.all([charged("ch_1"), charged("ch_2")]);
  expect(await open()).toEqual([0, 0]);
  expect(
    await rows(
      sql`select sum(unallocated_minor)::int as credit from payments where tenant_id = ${tenant.id}`,
    ),
  ).toEqual([{ credit: 5_000 }]);
  expect(await proveBooks(owner)).toMatchObject({ ok: true });
});

test("what a person chose is left at that", async () => {
  await byHand(12_000);
  expect(await open()).toEqual([0, 5_000]);
});
