import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import type { RunDto } from "../schema";

type Row = Omit<RunDto, "totals"> & {
  totals: Record<string, Omit<RunDto["totals"][number], "currency">>;
};

const INSTANTS = ["createdAt", "plannedAt", "approvedAt", "startedAt", "postedAt"] as const;

/** Runs as screens and programs see them, newest first. */
export async function selectRuns(ctx: Ctx, tx: Tx, where: SQL, limit = 1): Promise<RunDto[]> {
  const { rows } = await tx.execute<Row>(sql`
    select r.id, r.bill_through::text as "billThrough", coalesce(r.issued_on, r.bill_through)::text as "issuedOn", r.status,
      r.customers, r.invoices, r.lines, r.exceptions, r.skipped, r.totals, r.error,
      case when r.status in ('approved', 'running', 'posted', 'failed', 'cancelled') then
        (select count(*) from invoices i where i.tenant_id = r.tenant_id and i.run_id = r.id) else 0 end::int as "postedInvoices",
      su.name as "startedBy", au.name as "approvedBy", r.created_at as "createdAt", r.planned_at as "plannedAt",
      r.approved_at as "approvedAt", r.started_at as "startedAt", r.posted_at as "postedAt"
    from billing_runs r
    left join memberships sm on sm.tenant_id = r.tenant_id and sm.id = r.started_by_membership_id
    left join users su on su.id = sm.user_id
    left join memberships am on am.tenant_id = r.tenant_id and am.id = r.approved_by_membership_id
    left join users au on au.id = am.user_id
    where r.tenant_id = ${ctx.tenantId} and ${where} order by r.id desc limit ${limit}`);
  return rows.map(toDto);
}

export async function readRun(ctx: Ctx, tx: Tx, runId: string): Promise<RunDto> {
  const [run] = await selectRuns(ctx, tx, sql`r.id = ${runId}`);
  if (!run) throw new NotFound("billingRun");
  return run;
}

function toDto(row: Row): RunDto {
  const instants = Object.fromEntries(
    INSTANTS.map((name) => [name, row[name] && new Date(row[name]).toISOString()]),
  );
  const totals = Object.entries(row.totals).map(([currency, sums]) => ({ currency, ...sums }));
  return { ...row, ...instants, totals };
}
