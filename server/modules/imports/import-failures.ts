import { authorize } from "@/server/auth/authorize";
import { userMessage } from "@/server/i18n/user-message";
import { NotFound } from "@/server/kernel/errors";
import { csvLine } from "@/server/kernel/csv";
import { getTask } from "@/server/modules/work/get-task";
import { listFailures } from "@/server/modules/work/list-failures";
import type { Ctx } from "@/server/tenancy/context";
import { FIELDS, IMPORT_KINDS } from "./rules/fields";
import type { ImportFailuresDto, ImportFailuresInput } from "./schema";

const ROWS = 100;
const PARTS = 20;

/**
 * One part (2 000 rows) of the rows that an import refused, as CSV that can be mended and imported again: the fields
 * under names that are understood, the line and the reason. What a spreadsheet would calculate is disarmed.
 */
export async function importFailures(
  ctx: Ctx,
  input: ImportFailuresInput,
): Promise<ImportFailuresDto> {
  authorize(ctx, "customer.import");
  const task = await getTask(ctx, { taskId: input.taskId });
  const kind = IMPORT_KINDS.find((name) => task.kind === `imports.${name}`);
  if (!kind) throw new NotFound("task");
  const fields = FIELDS[kind].map(({ name }) => name);
  let csv = input.after === undefined ? `\uFEFF${csvLine([...fields, "line", "reason"])}` : "";
  let rows = 0;
  let after: number | null = input.after ?? 0;
  for (let part = 0; part < PARTS && after !== null; part++) {
    const page = await listFailures(ctx, { taskId: task.id, cursor: after, limit: ROWS });
    for (const { given, error } of page.items)
      csv += csvLine([
        ...fields.map((field) => given?.[field] ?? ""),
        given?.["line"] ?? "",
        userMessage(ctx.locale, error),
      ]);
    rows += page.items.length;
    after = page.nextCursor;
  }
  return { csv, rows, after };
}
