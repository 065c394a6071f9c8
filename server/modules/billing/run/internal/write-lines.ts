import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";
import type { PlannedLine } from "../../rules/inputs";

/** A row of `billing_run_lines`. */
export type RunLine = Omit<PlannedLine, "taxIncluded"> & {
  customerId: string;
  invoiceId: string | null;
  billOn: string | null;
  billKey: string;
  position: number;
  currency: string;
  error: string | null;
};

/** Writes a chunk's lines in one statement. */
export async function writeLines(
  ctx: Ctx,
  tx: Tx,
  runId: string,
  lines: readonly RunLine[],
): Promise<void> {
  if (lines.length === 0) return;
  await tx.execute(sql`
    insert into billing_run_lines (tenant_id, run_id, customer_id, service_id, charge_id, item_id, invoice_id, bill_on,
      bill_key, position, kind, description, currency, quantity, unit_price, tax_rate, tax_code, net_minor, tax_minor,
      total_minor, period_start, period_end, business_unit_id, branch_id, explanation, error)
    select ${ctx.tenantId}::uuid, ${runId}::uuid, l."customerId", l."serviceId", l."chargeId", l."itemId", l."invoiceId",
      l."billOn", l."billKey", l.position, l.kind, l.description, l.currency, l.quantity, l."unitPrice", l."taxRate",
      l."taxCode", l."netMinor", l."taxMinor", l."totalMinor", l."periodStart", l."periodEnd", l."businessUnitId",
      l."branchId", l.explanation, l.error
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as l ("customerId" uuid, "serviceId" uuid, "chargeId" uuid,
      "itemId" uuid, "invoiceId" uuid, "billOn" date, "billKey" text, position int, kind text, description text,
      currency text, quantity numeric, "unitPrice" numeric, "taxRate" numeric, "taxCode" text, "netMinor" bigint,
      "taxMinor" bigint, "totalMinor" bigint, "periodStart" date, "periodEnd" date, "businessUnitId" uuid,
      "branchId" uuid, explanation jsonb, error text)`);
}
