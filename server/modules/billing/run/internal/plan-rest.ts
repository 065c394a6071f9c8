import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import type { Bill } from "../../rules/bill";
import { type CustomerInput, type CustomerPlan, planCustomer } from "../../rules/customer-bills";
import { BillingGap } from "../../rules/inputs";
import { minimumMinor } from "../policy";
import { loadCustomers } from "./load-customers";
import { readLookups } from "./lookups";
import type { RunRow } from "./run-row";
import { type RunLine, writeLines } from "./write-lines";

/** How many customers have a line now, and how many lines of documents that made. */
type PlannedRest = { customers: number; lines: number };

/** Plans what SQL left: every customer by itself, so that one who cannot be billed does not stop the others. */
export async function planRest(
  ctx: Ctx,
  tx: Tx,
  run: RunRow,
  customerIds: readonly string[],
): Promise<PlannedRest> {
  const customers = await loadCustomers(ctx, tx, run, customerIds);
  if (customers.length === 0) return { customers: 0, lines: 0 };
  const lookups = await readLookups(ctx, tx, run.issuedOn);
  const { policy, billThrough: through } = run;
  const { prepaidLeadDays, firstPartial, suspended, prorationBasis: basis } = policy;
  const rules = { prepaidLeadDays, firstPartial, suspended, basis, through };
  const goBy = { ...rules, minimumMinor: minimumMinor(policy) };
  const planned = customers.map((customer) => attempt(run, customer, goBy, lookups));
  const taken = await takenKeys(ctx, tx, planned);
  const lines = planned.flatMap((plan) => rowsOf(run, plan, taken));
  await writeLines(ctx, tx, run.id, lines);
  return {
    customers: new Set(lines.map(({ customerId }) => customerId)).size,
    lines: lines.filter(({ invoiceId }) => invoiceId !== null).length,
  };
}

type Planned = CustomerPlan & { customerId: string; gap?: BillingGap };

function attempt(
  { policy }: RunRow,
  customer: CustomerInput,
  ...rest: [Parameters<typeof planCustomer>[1], Parameters<typeof planCustomer>[2]]
): Planned {
  const { customerId } = customer;
  try {
    const plan = planCustomer(customer, ...rest);
    for (const { currency } of plan.bills)
      if (currency !== policy.currency && !policy.fx[currency])
        throw new BillingGap("billing_fx_missing", { currency });
    return { customerId, ...plan };
  } catch (error) {
    // Whatever is wrong with one customer is that customer's exception, even what no rule foresaw.
    const gap =
      error instanceof BillingGap
        ? error
        : new BillingGap("billing_rule_failed", { said: String(error) });
    return { customerId, bills: [], skips: [], gap };
  }
}

/** Keys on which a document stands already: another service of the customer was billed for the same day before. */
async function takenKeys(ctx: Ctx, tx: Tx, planned: readonly Planned[]): Promise<Set<string>> {
  const keys = planned.flatMap(({ bills }) => bills.map(({ key }) => key));
  const { rows } = await tx.execute<{ key: string }>(sql`
    select bill_key as key from invoices where tenant_id = ${ctx.tenantId} and bill_key = any(${sql.param(keys)}::text[])`);
  return new Set(rows.map(({ key }) => key));
}

function rowsOf(run: RunRow, plan: Planned, taken: ReadonlySet<string>): RunLine[] {
  const { customerId, gap } = plan;
  if (gap)
    return [{ ...blank(customerId, run), kind: "error", error: gap.key, explanation: gap.detail }];
  const billed = plan.bills.flatMap((bill) => linesOf(run, customerId, bill, taken));
  const skipped = plan.skips.map(({ service, period, reason }) => ({
    ...blank(customerId, run),
    ...{ kind: "skipped", serviceId: service.id, description: reason },
    ...{ periodStart: period.start, periodEnd: period.end, billOn: period.billOn },
    ...{ currency: service.currency, explanation: { reason } },
  }));
  return [...billed, ...skipped];
}

function linesOf(
  run: RunRow,
  customerId: string,
  bill: Bill,
  taken: ReadonlySet<string>,
): RunLine[] {
  const invoiceId = newId();
  const billKey = taken.has(bill.key) ? `${bill.key}:${run.id}` : bill.key;
  return bill.lines.map((line, index) => ({
    ...blank(customerId, run),
    ...line,
    ...{ invoiceId, billKey, billOn: bill.billOn, currency: bill.currency, position: index + 1 },
    businessUnitId: bill.businessUnitId,
  }));
}

const blank = (customerId: string, { policy }: RunRow): RunLine => ({
  ...{ customerId, serviceId: null, itemId: null, chargeId: null, invoiceId: null, billOn: null },
  ...{ billKey: "", position: 0, kind: "", description: "", currency: policy.currency },
  ...{ quantity: "0", unitPrice: "0", taxRate: "0", taxCode: "" },
  ...{ netMinor: 0, taxMinor: 0, totalMinor: 0, periodStart: null, periodEnd: null },
  ...{ businessUnitId: null, branchId: null, explanation: {}, error: null },
});
