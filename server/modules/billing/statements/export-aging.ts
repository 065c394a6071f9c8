import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { csvLine } from "@/server/kernel/csv";
import { toMajor } from "@/server/kernel/money";
import { noteSecurity } from "@/server/modules/auth/note-security";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readAgingPage } from "./internal/aging-page";
import type { AgingPart, AgingRow, ExportAgingInput } from "./schema";

const ROWS = 2_000;
/** From here on an export is worth a look in the security log. */
const MASS = 500;

/**
 * One part of what is owed by age as CSV, amounts in major units; the browser asks for the next and puts them together.
 * Each part is a fact by itself. Whoever may export customers may export what they owe.
 */
export function exportAging(ctx: Ctx, input: ExportAgingInput): Promise<AgingPart> {
  authorize(ctx, "customer.export");
  authorize(ctx, "invoice.read");
  const { titles, ...asked } = input;
  return inTenant(ctx, async (tx) => {
    const page = await readAgingPage(ctx, tx, { ...asked, limit: ROWS });
    const rows = page.items.length;
    record(ctx, "receivables.exported", {
      entity: { type: "tenant", id: ctx.tenantId },
      payload: { asOf: page.asOf, by: input.by, rows },
    });
    if (rows > MASS || input.cursor)
      await noteSecurity(tx, ctx, {
        kind: "massExport",
        ...(ctx.actor.kind === "user" && { membershipId: ctx.actor.membershipId }),
        details: { what: "receivables", rows },
      });
    const lines = page.items.map((row) => csvLine(fieldsOf(row)));
    // The mark tells a spreadsheet that it is UTF-8.
    const head = input.cursor ? "" : `\uFEFF${csvLine(titles)}`;
    return { csv: head + lines.join(""), rows, nextCursor: page.nextCursor };
  });
}

function fieldsOf(row: AgingRow): (string | number | null)[] {
  const { name, number, currency, invoices, oldestDueOn } = row;
  const amounts = [
    ...[row.notDueMinor, row.days30Minor, row.days60Minor, row.days90Minor],
    ...[row.olderMinor, row.totalMinor],
  ];
  return [
    ...[number, name, currency],
    ...amounts.map((minor) => toMajor(minor, currency)),
    ...[invoices, oldestDueOn],
  ];
}
