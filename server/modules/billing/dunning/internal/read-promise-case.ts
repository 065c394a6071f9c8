import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";
import { downPaymentMissing, type PromiseCase, type PromiseLimits } from "../rules/promise";
import { overdueOf, policyOfService, sumOpen } from "../rules/service-debt";
import type { CustomerDebt, DebtService } from "../rules/types";
import { paidSince } from "./paid-since";
import { readDebts } from "./read-debts";
import { readMoment, type TenantMoment } from "./read-moment";
import { type PolicyRow, readPolicies, readPolicyRows } from "./read-policies";

export type PromiseFacts = {
  debt: CustomerDebt;
  limits: PromiseLimits;
  moment: TenantMoment;
  given: Omit<PromiseCase, "dueOn" | "amountMinor">;
  missingMinor: number;
};

/** What a promise of this customer is judged by; the strictest ladder of its services counts. */
export async function readPromiseCase(
  ctx: Ctx,
  tx: Tx,
  customerId: string,
): Promise<PromiseFacts | undefined> {
  const moment = await readMoment(ctx, tx, { cutsFrozen: false });
  const { today, currency } = moment;
  const [debt] = await readDebts(ctx, tx, [customerId], currency);
  if (!debt) return undefined;
  const overdue = overdueOf(debt, today);
  const sinceDay = overdue[0]?.dueOn;
  const paidMinor = sinceDay
    ? await paidSince(ctx, tx, { customerId, baseCurrency: currency, sinceDay })
    : 0;
  const { rows } = await tx.execute<{ inYear: number; last: string | null; open: boolean }>(sql`
    select count(*) filter (where status <> 'cancelled')::int as "inYear", coalesce(bool_or(status = 'open'), false) as open,
      (array_agg(status order by settled_at desc) filter (where status in ('kept', 'broken')))[1] as last
    from payment_promises where tenant_id = ${ctx.tenantId} and customer_id = ${customerId}
      and created_at > ${ctx.now.toISOString()}::timestamptz - interval '365 days'`);
  const past = rows[0] ?? { inYear: 0, last: null, open: false };
  const limits = await limitsOf(ctx, tx, debt);
  const debtMinor = sumOpen(overdue);
  return {
    ...{ debt, limits, moment },
    missingMinor: downPaymentMissing(limits, { debtMinor, paidMinor }),
    given: {
      ...{ today, debtMinor, paidMinor, exempt: debt.exempt },
      grantedInYear: past.inYear,
      lastBroken: past.last === "broken",
      hasOpen: past.open,
    },
  };
}

async function limitsOf(ctx: Ctx, tx: Tx, debt: CustomerDebt): Promise<PromiseLimits> {
  const policies = await readPolicies(ctx, tx);
  const rows = new Map((await readPolicyRows(ctx, tx)).map((row) => [row.id, row]));
  const services: (DebtService | undefined)[] =
    debt.services.length > 0 ? [...debt.services] : [undefined];
  const own = services.flatMap((service): PolicyRow[] => {
    const row = rows.get(policyOfService(debt, service, policies).id);
    return row ? [row] : [];
  });
  return {
    maxPromiseDays: Math.min(...own.map((row) => row.maxPromiseDays)),
    maxPromisesPerYear: Math.min(...own.map((row) => row.maxPromisesPerYear)),
    promiseDownPaymentPercent: Math.max(...own.map((row) => row.promiseDownPaymentPercent)),
  };
}
