import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { addDays, type Day } from "@/server/kernel/day";
import { Invalid } from "@/server/kernel/errors";
import { currencyDigits, ODD_DIGITS } from "@/server/kernel/money";
import { ofCustomersWithinReach } from "@/server/modules/billing/of-customers-within-reach";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import type { AgingInput } from "../schema";

export type AsOf = { asOf: Day; today: Day; baseCurrency: string; open: SQL };

/**
 * The invoices that were open at the end of a day, as a query of `id, customer_id, currency, fx_rate, due_on,
 * business_unit_id, branch_id, open_minor`: what is open now, less what has happened since (allocations by the moment
 * they were made or taken back, voids, losses). Throws `Invalid` as_of_future.
 */
export async function openAsOf(ctx: Ctx, tx: Tx, given: AgingInput): Promise<AsOf> {
  const { today, timeZone, currency: baseCurrency } = await tenantFacts(ctx, tx);
  const asOf = given.asOf ?? today;
  if (asOf > today) throw new Invalid("as_of_future", {}, { fields: { asOf: "as_of_future" } });
  const where = sql`i.tenant_id = ${ctx.tenantId} and ${filterOf(ctx, given)}`;
  const columns = sql`i.id, i.customer_id, i.currency, i.fx_rate, i.due_on, i.business_unit_id, i.branch_id`;
  const openNow = sql`i.document_status = 'finalized' and i.open_minor > 0`;
  if (asOf === today)
    return {
      ...{ asOf, today, baseCurrency },
      open: sql`select ${columns}, i.open_minor from invoices i where ${where} and ${openNow}`,
    };
  const end = sql`(${addDays(asOf, 1)}::timestamp at time zone ${timeZone})`;
  const branch = (which: SQL) => sql`select i.* from invoices i
    where ${where} and i.issued_on <= ${asOf}::date and ${which}`;
  // The fence keeps each row's sum from being worked out twice: where it is tested and where it is added up.
  const open = sql`select ${columns},
      case i.document_status when 'voided' then i.total_minor else i.open_minor end
        + case when i.written_off_at >= ${end} then i.written_off_minor else 0 end
        + coalesce((select sum(case when a.created_at >= ${end} then case when a.reversed_at is null then a.amount_minor else 0 end
            when a.reversed_at >= ${end} then -a.amount_minor else 0 end)
          from payment_allocations a where a.tenant_id = i.tenant_id and a.invoice_id = i.id), 0) as open_minor
    from (${branch(openNow)}
      union all ${branch(sql`i.document_status = 'finalized' and i.open_minor = 0 and i.paid_at >= ${end}`)}
      union all ${branch(sql`i.document_status = 'voided' and i.voided_at >= ${end}`)}) i offset 0`;
  return { asOf, today, baseCurrency, open };
}

function filterOf(ctx: Ctx, given: AgingInput): SQL {
  const { customerId, currency, businessUnitId, branchId } = given;
  const place = (column: SQL, id: string | undefined) => {
    if (!id) return sql`true`;
    return id === "none" ? sql`${column} is null` : sql`${column} = ${id}`;
  };
  return sql.join(
    [
      ofCustomersWithinReach(ctx, "invoice.read", sql`i.customer_id`),
      customerId ? sql`i.customer_id = ${customerId}` : sql`true`,
      currency ? sql`i.currency = ${currency}` : sql`true`,
      place(sql`i.business_unit_id`, businessUnitId),
      place(sql`i.branch_id`, branchId),
    ],
    sql` and `,
  );
}

/** Sums of `open_minor` by age, over rows of `open` called `o`; the last one in the tenant's currency, each document at its rate. */
export function agingSums({ asOf, baseCurrency }: AsOf): SQL {
  const late = sql`(${asOf}::date - o.due_on)`;
  const sum = (where: SQL) => sql`coalesce(sum(o.open_minor) filter (where ${where}), 0)::float8`;
  const odd = sql.join(
    Object.entries(ODD_DIGITS).map(([code, digits]) => sql`when ${code} then ${digits}::int`),
    sql` `,
  );
  const shift = sql`power(10::numeric, ${currencyDigits(baseCurrency)}::int - case o.currency ${odd} else 2 end)`;
  return sql`${sum(sql`${late} <= 0`)} as "notDueMinor", ${sum(sql`${late} between 1 and 30`)} as "days30Minor",
    ${sum(sql`${late} between 31 and 60`)} as "days60Minor", ${sum(sql`${late} between 61 and 90`)} as "days90Minor",
    ${sum(sql`${late} > 90`)} as "olderMinor", sum(o.open_minor)::float8 as "totalMinor",
    coalesce(sum(round(o.open_minor * o.fx_rate * ${shift})), 0)::float8 as "totalBaseMinor",
    min(o.due_on)::text as "oldestDueOn", count(*)::int as invoices`;
}
