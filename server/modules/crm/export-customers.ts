import { and, asc, gt, sql } from "drizzle-orm";
import { customers } from "@/db/schema/crm";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { noteSecurity } from "@/server/modules/auth/note-security";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { chosenCustomers } from "./internal/chosen-customers";
import { customerColumns, type CustomerRow, toCustomerDto } from "./internal/customer-row";
import { csvLine } from "@/server/kernel/csv";
import type { ExportInput, ExportPart } from "./schema";

const ROWS = 2_000;
/** From here on an export is worth a look in the security log. */
const MASS = 500;

/**
 * One part of an export as CSV, by number; the browser asks for the next and puts them together, so that no copy of
 * customers lies about in the file store. Each part is a fact by itself: skipping the first one hides nothing.
 */
export function exportCustomers(ctx: Ctx, input: ExportInput): Promise<ExportPart> {
  authorize(ctx, "customer.export");
  const chosen = chosenCustomers(ctx, "customer.export", input.selection);
  const first = input.after === undefined;
  return inTenant(ctx, async (tx) => {
    const rows = await tx
      .select(customerColumns(ctx))
      .from(customers)
      .where(and(chosen, gt(customers.number, input.after ?? 0)))
      .orderBy(asc(customers.number))
      .limit(ROWS);
    const { rows: counted } = first
      ? await tx.execute<{ n: number }>(
          sql`select count(*)::int as n from customers where ${chosen}`,
        )
      : { rows: [] };
    record(ctx, "customer.exported", {
      entity: { type: "customer", id: ctx.tenantId },
      payload: { rows: rows.length },
    });
    if (rows.length > MASS || !first)
      await noteSecurity(tx, ctx, {
        kind: "massExport",
        ...(ctx.actor.kind === "user" && { membershipId: ctx.actor.membershipId }),
        details: { what: "customers", rows: counted[0]?.n ?? rows.length },
      });
    const lines = rows.map((row) => csvLine(valuesOf(row, input.columns)));
    return {
      // The mark tells a spreadsheet that it is UTF-8.
      csv: (first ? `\uFEFF${csvLine(input.titles)}` : "") + lines.join(""),
      rows: rows.length,
      total: counted[0]?.n ?? null,
      after: rows.length === ROWS ? (rows.at(-1)?.number ?? null) : null,
    };
  });
}

function valuesOf(row: CustomerRow, columns: ExportInput["columns"]) {
  const dto = toCustomerDto(row);
  return columns.map((column) => dto[column]);
}
