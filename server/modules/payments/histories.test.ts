import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { draftInvoice } from "@/server/modules/billing/draft-invoice";
import { issueCreditNote } from "@/server/modules/billing/issue-credit-note";
import { issueInvoice } from "@/server/modules/billing/issue-invoice";
import { proveBooks } from "@/server/modules/billing/statements/prove-books";
import { readStatement } from "@/server/modules/billing/statements/read-statement";
import { voidInvoice } from "@/server/modules/billing/void-invoice";
import { writeOffInvoice } from "@/server/modules/billing/write-off-invoice";
import { createCustomer } from "@/server/modules/crm/create-customer";
import { TramaError } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { allocateCredit } from "./allocate-credit";
import { bouncePayment } from "./bounce-payment";
import { getPayment } from "./get-payment";
import { recordPayment } from "./record-payment";
import { refundMoney } from "./refund-money";
import { takeBackAllocation } from "./take-back-allocation";

/** `HISTORIES=1000 vitest run …/histories.test.ts` plays more of them. */
const HISTORIES = Number(process.env.HISTORIES ?? 25);

let tenant: TestTenant;
let owner: Ctx;
const run = (text: string) => inTenant(owner, (tx) => tx.execute(sql.raw(text)));
const reason = "any history";

beforeAll(async () => {
  tenant = await mintTenant();
  ({ ctx: owner } = await mintStaff(tenant, "owner"));
  const classId = newId();
  await run(`insert into tax_classes (id, tenant_id, code, name, is_default)
    values ('${classId}', '${tenant.id}', 'IGV', 'IGV', true)`);
  await run(`insert into tax_rates (tenant_id, tax_class_id, rate, valid_from)
    values ('${tenant.id}', '${classId}', 18, '2011-03-01')`);
});

type Story = { customerId: string; invoices: string[]; payments: string[]; notes: string[] };
type Step = { act: keyof typeof acts; which: number; cents: number; usd: boolean; lines: number };

const at = (list: readonly string[], which: number): string => list[which % list.length] ?? newId();
const acts = {
  issue: async (story: Story, { cents, usd, lines }: Step) => {
    const { id: invoiceId } = await draftInvoice(owner, {
      customerId: story.customerId,
      currency: usd ? "USD" : "PEN",
      lines: Array.from({ length: lines }, (_, n) => ({
        ...{ description: `line ${n}`, unitPrice: ((cents + n * 37) / 100).toFixed(2) },
        ...{ quantity: n === 1 ? "1.5" : "1", taxIncluded: n !== 2 },
      })),
    });
    const { id } = await issueInvoice(owner, { invoiceId });
    story.invoices.push(id);
  },
  pay: async (story: Story, { cents, usd }: Step) => {
    const { id } = await recordPayment(owner, {
      ...{ customerId: story.customerId, method: "cash", amountMinor: cents },
      currency: usd ? "USD" : "PEN",
    });
    story.payments.push(id);
  },
  keep: async (story: Story, { cents }: Step) => {
    const { id } = await recordPayment(owner, {
      ...{ customerId: story.customerId, method: "transfer", amountMinor: cents },
      allocation: "none",
    });
    story.payments.push(id);
  },
  spend: (story: Story) => allocateCredit(owner, { customerId: story.customerId }),
  credit: async (story: Story, { which, cents }: Step) => {
    const of =
      cents % 3 ? { what: "amount" as const, amountMinor: cents } : { what: "whole" as const };
    const invoiceId = at(story.invoices, which);
    const { id } = await issueCreditNote(owner, { invoiceId, reason, of });
    story.notes.push(id);
  },
  void: (story: Story, { which, cents }: Step) =>
    voidInvoice(owner, {
      ...{ invoiceId: at(story.invoices, which), reason, takePaymentsBack: cents % 2 === 0 },
    }),
  writeOff: (story: Story, { which }: Step) =>
    writeOffInvoice(owner, { invoiceId: at(story.invoices, which), reason }),
  bounce: (story: Story, { which }: Step) =>
    bouncePayment(owner, { paymentId: at(story.payments, which), reason }),
  refund: (story: Story, { which, cents }: Step) =>
    refundMoney(owner, {
      ...{ source: "payment", sourceId: at(story.payments, which), method: "cash", reason },
      amountMinor: 1 + (cents % 500),
    }),
  takeBack: async (story: Story, { which }: Step) => {
    const { allocations } = await getPayment(owner, { paymentId: at(story.payments, which) });
    const allocationId = allocations[0]?.id ?? newId();
    await takeBackAllocation(owner, { allocationId, reason });
  },
  rate: (_story: Story, { cents }: Step) =>
    run(`insert into fx_rates (tenant_id, currency, on_day, rate, source)
      values ('${tenant.id}', 'USD', current_date - 1, ${3 + (cents % 977) / 1000}, 'manual')
      on conflict (tenant_id, currency, on_day) do update set rate = excluded.rate`),
};

const step = fc.record({
  act: fc.constantFrom(...(Object.keys(acts) as Step["act"][]), "issue", "pay", "pay"),
  which: fc.nat(20),
  cents: fc.integer({ min: 1, max: 20_000 }),
  usd: fc.boolean(),
  lines: fc.integer({ min: 1, max: 3 }),
});

/** A refusal is an answer, and leaves nothing behind; anything else is a fault. */
async function play(story: Story, one: Step): Promise<void> {
  try {
    await acts[one.act](story, one);
  } catch (error) {
    if (!(error instanceof TramaError)) throw error;
  }
}

test(
  "whatever happens to invoices and money, in two currencies, the books agree with the documents and the statement with the books",
  { timeout: 600_000 },
  async () => {
    await acts.rate({} as Story, { cents: 700 } as Step);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        const { id: customerId } = await createCustomer(owner, { name: "Any" });
        const story: Story = { customerId, invoices: [], payments: [], notes: [] };
        for (const one of steps) await play(story, one);
        expect((await proveBooks(owner)).problems).toEqual([]);
        await expectStatement(customerId);
        await expectBase(customerId);
      }),
      { numRuns: HISTORIES },
    );
  },
);

/** Closing balance = receivable less credit, in each currency. */
async function expectStatement(customerId: string): Promise<void> {
  const { rows } = await run(`select currency, (receivable_minor - credit_minor)::float8 as owed
    from customer_balances where tenant_id = '${tenant.id}' and customer_id = '${customerId}'`);
  for (const { currency, owed } of rows as { currency: string; owed: number }[]) {
    const of = { customerId, currency, from: "2000-01-01", to: "2999-12-31" };
    const statement = await inTenant(owner, (tx) => readStatement(owner, tx, of));
    expect(statement.closingMinor).toBe(owed);
    expect(statement.openingMinor + statement.debitMinor - statement.creditMinor).toBe(owed);
  }
}

/** In the tenant's currency all sums to nothing, and what is owed is what the documents' rates say, to the cent. */
async function expectBase(customerId: string): Promise<void> {
  const { rows } = await run(`select
      (select coalesce(sum(base_minor), 0)::float8 from ledger_legs
        where tenant_id = '${tenant.id}' and customer_id = '${customerId}') as all_legs,
      (select coalesce(sum(base_minor), 0)::float8 from ledger_legs where tenant_id = '${tenant.id}'
        and customer_id = '${customerId}' and account = 'receivable') as legs,
      (select coalesce(sum(round(open_minor * fx_rate)), 0)::float8 from invoices where tenant_id = '${tenant.id}'
        and customer_id = '${customerId}' and document_status = 'finalized') as open`);
  expect(rows[0]?.all_legs).toBe(0);
  expect(rows[0]?.legs).toBe(rows[0]?.open);
}
