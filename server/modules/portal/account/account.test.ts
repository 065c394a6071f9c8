import { sql } from "drizzle-orm";
import { extractText, getDocumentProxy } from "unpdf";
import { beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { createItem } from "@/server/modules/catalog/create-item";
import { invoicePdf } from "@/server/modules/billing/invoice-pdf";
import { statementPdf } from "@/server/modules/billing/statement-pdf";
import { updateSettings } from "@/server/modules/tenants/update-settings";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { getAccount } from "./get-account";
import { getOwnInvoice } from "./get-own-invoice";
import { listPayWays } from "./list-pay-ways";
import { listOwnInvoices } from "./list-own-invoices";
import { listOwnServices } from "./list-own-services";

let tenant: TestTenant;
let owner: Ctx;
let rosa: Ctx;
let other: Ctx;
let numbers = 0;

const run = (query: ReturnType<typeof sql>) => inTenant(tenant.ctx, (tx) => tx.execute(query));
const customerCtx = async (name: string): Promise<Ctx> => {
  const customerId = newId();
  await run(sql`insert into customers (id, tenant_id, number, kind, name, locale, status)
    values (${customerId}, ${tenant.id}, ${++numbers}, 'person', ${name}, 'es', 'active')`);
  return { ...tenant.ctx, actor: { kind: "customer", customerId, sessionId: newId() } };
};
const idOf = ({ actor }: Ctx) => (actor.kind === "customer" ? actor.customerId : "");

type Over = { status?: string; open?: number; dueOn?: string; issuedOn?: string; number?: string };
/** An invoice of 89.90 with one line, as the billing run leaves it. */
async function bill(ctx: Ctx, over: Over = {}): Promise<string> {
  const id = newId();
  const { status = "finalized", open = 8990, dueOn = "2026-03-11", issuedOn = "2026-03-01" } = over;
  const number = status === "draft" ? null : ++numbers;
  const fullNumber = number === null ? "" : (over.number ?? `NV01-${number}`);
  const recipient = { name: "Rosa Ñahui", taxIdKind: "dni", taxId: "45678912", address: "Lima" };
  await run(sql`insert into invoices (id, tenant_id, customer_id, kind, number, full_number, document_status, currency,
      net_minor, tax_minor, total_minor, open_minor, issued_on, due_on, recipient)
    values (${id}, ${tenant.id}, ${idOf(ctx)}, 'recurring', ${number}, ${fullNumber}, ${status}, 'PEN',
      7619, 1371, 8990, ${open}, ${issuedOn}, ${dueOn}, ${JSON.stringify({ ...recipient, email: null })}::jsonb)`);
  await run(sql`insert into invoice_lines (id, tenant_id, invoice_id, position, kind, description, quantity, unit_price,
      tax_rate, tax_code, net_minor, tax_minor, total_minor, period_start, period_end, explanation)
    values (${newId()}, ${tenant.id}, ${id}, 1, 'recurring', 'Fibra 200', 1, 89.9, 18, 'IGV', 7619, 1371, 8990,
      '2026-03-01', '2026-04-01', ${JSON.stringify({ formula: "fullPeriod", price: "89.9", priceFrom: "2026-01-01" })}::jsonb)`);
  return id;
}
const wordsOf = async ({ base64 }: { base64: string }) =>
  (
    await extractText(await getDocumentProxy(new Uint8Array(Buffer.from(base64, "base64"))), {
      mergePages: true,
    })
  ).text.replaceAll(/\s+/g, " ");

beforeEach(async () => {
  tenant = await mintTenant();
  tenant.ctx = { ...tenant.ctx, now: new Date("2026-03-15T15:00:00Z") };
  ({ ctx: owner } = await mintStaff(tenant, "owner"));
  rosa = await customerCtx("Rosa Ñahui");
  other = await customerCtx("Otro");
});

describe("a customer's account", () => {
  test("says what is owed and overdue by currency, what is in favour, and what falls due first", async () => {
    await bill(rosa, { dueOn: "2026-04-11", number: "NV01-LATER" });
    await bill(rosa, { dueOn: "2026-03-11", open: 4000, number: "NV01-FIRST" });
    await bill(rosa, { open: 0 });
    await bill(rosa, { status: "draft" });
    await run(sql`insert into customer_balances (tenant_id, customer_id, currency, receivable_minor, credit_minor)
      values (${tenant.id}, ${idOf(rosa)}, 'USD', 500, 0), (${tenant.id}, ${idOf(rosa)}, 'PEN', 12990, 0)`);
    const account = await getAccount(rosa);
    expect(account.balances).toEqual([
      { currency: "PEN", owedMinor: 12_990, overdueMinor: 4000, creditMinor: 0 },
      { currency: "USD", owedMinor: 500, overdueMinor: 0, creditMinor: 0 },
    ]);
    expect(account).toMatchObject({
      openInvoices: 2,
      first: { number: "NV01-FIRST", state: "overdue" },
    });
    expect(await getAccount(other)).toEqual({ balances: [], openInvoices: 0, first: null });
  });

  test("lists issued invoices page by page, the newest first, drafts never", async () => {
    for (const month of ["01", "02", "03"])
      await bill(rosa, { issuedOn: `2026-${month}-01`, open: 0 });
    await bill(rosa, { status: "draft" });
    await bill(rosa, { status: "voided", issuedOn: "2025-12-01" });
    const first = await listOwnInvoices(rosa, { limit: 3 });
    expect(first.items.map(({ issuedOn }) => issuedOn.slice(5, 7))).toEqual(["03", "02", "01"]);
    const next = await listOwnInvoices(rosa, { limit: 3, cursor: first.nextCursor ?? "" });
    expect(next.items.map(({ state }) => state)).toEqual(["voided"]);
    expect(next.nextCursor).toBeNull();
    expect(() => listOwnInvoices(rosa, { cursor: "x~y" })).toThrow("malformed_request");
  });

  test("opens an invoice with each line's why; another customer's, or a draft, is not there", async () => {
    const id = await bill(rosa);
    const invoice = await getOwnInvoice(rosa, { invoiceId: id });
    expect(invoice).toMatchObject({ state: "overdue", totalMinor: 8990, fiscal: false, paid: [] });
    expect(invoice.lines[0]?.why.map(({ key }) => key)).toEqual(["fullPeriod", "priceFrom"]);
    const gone = { key: "not_found" };
    await expect(getOwnInvoice(other, { invoiceId: id })).rejects.toMatchObject(gone);
    const draft = await bill(rosa, { status: "draft" });
    await expect(getOwnInvoice(rosa, { invoiceId: draft })).rejects.toMatchObject(gone);
  });

  test("shows services with the reasons that hold them, never another customer's", async () => {
    const plan = await createItem(owner, {
      ...{ code: "F200", name: "Fibra 200", kind: "subscription", niche: "internet" },
      network: { downKbps: 200_000, upKbps: 100_000 },
    });
    await run(sql`insert into services (tenant_id, number, customer_id, item_id, state, holds, currency, billing_mode, anchor_day, next_bill_on)
      values (${tenant.id}, 1, ${idOf(rosa)}, ${plan.id}, 'suspended', '{debt}', 'PEN', 'prepaid', 1, '2026-04-01')`);
    expect(await listOwnServices(rosa)).toMatchObject([
      {
        plan: "Fibra 200",
        state: "suspended",
        holds: ["debt"],
        downKbps: 200_000,
        nextBillOn: "2026-04-01",
      },
    ]);
    expect(await listOwnServices(other)).toEqual([]);
  });
});

describe("documents as files", () => {
  test("the customer and the staff get the same bytes of an invoice, twice; nobody else gets it", async () => {
    const invoiceId = await bill(rosa, { number: "NV01-00000042" });
    const mine = await invoicePdf(rosa, { invoiceId });
    expect(mine.name).toBe("NV01-00000042.pdf");
    expect(await invoicePdf(owner, { invoiceId })).toEqual(mine);
    expect(await invoicePdf(rosa, { invoiceId })).toEqual(mine);
    const words = await wordsOf(mine);
    for (const some of ["NV01-00000042", "Rosa Ñahui", "Documento sin valor fiscal", "S/ 89.90"])
      expect(words).toContain(some);
    await expect(invoicePdf(other, { invoiceId })).rejects.toMatchObject({ key: "not_found" });
    const { ctx: technician } = await mintStaff(tenant, "technician");
    expect(() => invoicePdf(technician, { invoiceId })).toThrow("forbidden");
  });

  test("a draft is for the staff only, and says that it is no debt", async () => {
    const invoiceId = await bill(rosa, { status: "draft", number: "" });
    await expect(invoicePdf(rosa, { invoiceId })).rejects.toMatchObject({ key: "not_found" });
    expect(await wordsOf(await invoicePdf(owner, { invoiceId }))).toContain("Borrador");
  });

  test("a statement is one's own: another customer's id is not there", async () => {
    const period = { from: "2026-01-01", to: "2026-03-31" };
    const mine = await statementPdf(rosa, { ...period, customerId: idOf(rosa) });
    expect(await wordsOf(mine)).toContain("Estado de cuenta");
    expect(() => statementPdf(rosa, { ...period, customerId: idOf(other) })).toThrow("not_found");
    const upside = { customerId: idOf(rosa), from: "2026-03-31", to: "2026-01-01" };
    await expect(statementPdf(rosa, upside)).rejects.toMatchObject({ key: "period_upside_down" });
  });
});

test("the company's ways to pay are read by its customers and by who is cut off from signing in, stand on the invoice's paper, and are nobody else's", async () => {
  await updateSettings(owner, {
    ...{ module: "paying", version: 0 },
    data: { ways: [{ kind: "wallet", name: "Yape", number: "987 654 321" }] },
  });
  expect(await listPayWays(rosa)).toMatchObject([{ name: "Yape", currency: "" }]);
  const words = await wordsOf(await invoicePdf(rosa, { invoiceId: await bill(rosa) }));
  expect(words).toContain("Yape: 987 654 321");
  expect(await listPayWays({ ...rosa, actor: { kind: "anonymous" } })).toHaveLength(1);
  const stranger = await mintTenant();
  const theirs = { kind: "customer", customerId: newId(), sessionId: newId() } as const;
  expect(await listPayWays({ ...stranger.ctx, actor: theirs })).toEqual([]);
  await expect(
    updateSettings(owner, {
      ...{ module: "paying", version: 1 },
      data: { ways: [{ kind: "wallet", name: "https://evil.example" }] },
    }),
  ).rejects.toThrow(/pay_way_text/);
});
