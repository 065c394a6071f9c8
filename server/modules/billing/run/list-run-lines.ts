import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { foldText } from "@/server/kernel/fold-text";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readRun } from "./internal/run-dto";
import type { ListRunLinesInput, RunLineDto, RunLinePage } from "./schema";

const SHOWN = {
  lines: sql`l.invoice_id is not null and l.error is null`,
  exceptions: sql`l.error is not null`,
  skipped: sql`l.kind = 'skipped' and l.error is null`,
};

/** What a run bills, leaves out or passes over, line by line with the reason of each. Throws `NotFound`. */
export function listRunLines(ctx: Ctx, input: ListRunLinesInput): Promise<RunLinePage> {
  authorize(ctx, "billingRun.read");
  const { runId, show, search, customerId, cursor, limit } = input;
  return inTenant(ctx, async (tx) => {
    await readRun(ctx, tx, runId);
    const { rows } = await tx.execute<RunLineDto>(sql`
      select l.id, l.customer_id as "customerId", c.name as "customerName", c.number as "customerNumber",
        l.service_id as "serviceId", s.number as "serviceNumber",
        (select i.id from invoices i where i.tenant_id = l.tenant_id and i.id = l.invoice_id) as "invoiceId",
        l.kind, l.description, l.currency, trim_scale(l.quantity)::text as quantity,
        trim_scale(l.unit_price)::text as "unitPrice", trim_scale(l.tax_rate)::text as "taxRate", l.tax_code as "taxCode",
        l.net_minor::float8 as "netMinor", l.tax_minor::float8 as "taxMinor", l.total_minor::float8 as "totalMinor",
        l.period_start::text as "periodStart", l.period_end::text as "periodEnd", l.explanation, l.error
      from billing_run_lines l
      join customers c on c.tenant_id = l.tenant_id and c.id = l.customer_id
      left join services s on s.tenant_id = l.tenant_id and s.id = l.service_id
      where l.tenant_id = ${ctx.tenantId} and l.run_id = ${runId} and ${SHOWN[show]}
        and ${customerId ? sql`l.customer_id = ${customerId}` : sql`true`}
        and ${search ? sql`c.search_text like ${`%${foldText(search).replaceAll(/[%_\\]/g, "\\$&")}%`}` : sql`true`}
        and ${cursor ? sql`(l.customer_id, l.id) > (select x.customer_id, x.id from billing_run_lines x where x.tenant_id = ${ctx.tenantId} and x.id = ${cursor})` : sql`true`}
      order by l.customer_id, l.id limit ${limit + 1}`);
    const items = rows.slice(0, limit);
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
  });
}
