import { sql } from "drizzle-orm";
import { addDays, addMonths, type Day, dayIn } from "@/server/kernel/day";
import { approveRun } from "@/server/modules/billing/run/approve-run";
import { planChunk } from "@/server/modules/billing/run/plan-chunk";
import { postChunk } from "@/server/modules/billing/run/post-chunk";
import { startRun } from "@/server/modules/billing/run/start-run";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { HISTORY_DAYS } from "./history-days";
import { type PastInvoice, type PastPayment, payingOf, writePayments } from "./seed-payments";
import { ANCHOR_DAYS } from "./seed-services";

/** The company's currency and zone. */
type Company = { currency: string; timeZone: string };

/**
 * Fourteen months of bills and payments, by the product's own billing run with the clock of each bill day; what is
 * begun twice goes on where it stopped, since a run bills what is due and a payment is keyed by its invoice.
 */
export async function seedHistory(owner: Ctx, company: Company): Promise<void> {
  const today = dayIn(company.timeZone, owner.now);
  let waiting: PastPayment[] = [];
  const payUntil = async (day: Day) => {
    const due = waiting.filter(({ onDay }) => onDay <= day);
    waiting = waiting.filter(({ onDay }) => onDay > day);
    const sorted = due.toSorted((a, b) => a.onDay.localeCompare(b.onDay));
    await inTenant(owner, (tx) => writePayments(owner, tx, company.currency, sorted));
  };
  for (const day of billDaysUntil(today)) {
    await payUntil(day);
    const runId = await runOn(owner, day);
    for (const invoice of await invoicesOf(owner, runId)) {
      const paying = payingOf(invoice, today);
      if (paying) waiting.push({ invoice, ...paying });
    }
  }
  await payUntil(today);
}

/** The first and the fifteenth of each month of the history. */
function billDaysUntil(today: Day): Day[] {
  const first = addDays(today, -HISTORY_DAYS);
  const days: Day[] = [];
  for (let month = `${first.slice(0, 8)}01`; month <= today; month = addMonths(month, 1, 1))
    for (const anchor of ANCHOR_DAYS) days.push(addMonths(month, 0, anchor));
  return days.filter((day) => day >= first && day <= today);
}

async function runOn(owner: Ctx, day: Day): Promise<string> {
  const at = { ...owner, now: new Date(`${day}T13:05:00Z`) };
  const { id } = await startRun(at, {});
  while (await planChunk(at, id)) continue;
  await approveRun(at, { runId: id });
  while (await postChunk(at, id, { quiet: true })) continue;
  return id;
}

async function invoicesOf(owner: Ctx, runId: string): Promise<PastInvoice[]> {
  const { rows } = await inTenant(owner, (tx) =>
    tx.execute<PastInvoice>(sql`
      select id, customer_id as "customerId", full_number as number, kind, currency, fx_rate::text as rate,
        total_minor::float8 as "totalMinor", issued_on::text as "issuedOn", due_on::text as "dueOn",
        business_unit_id as unit, branch_id as branch
      from invoices where tenant_id = ${owner.tenantId} and run_id = ${runId} and document_status = 'finalized'
        and open_minor = total_minor and total_minor > 0
      order by id`),
  );
  return rows;
}
