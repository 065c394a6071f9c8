import { authorize, holds } from "@/server/auth/authorize";
import { Invalid, NotFound } from "@/server/kernel/errors";
import { toMajor } from "@/server/kernel/money";
import { deleteFile } from "@/server/modules/files/delete-file";
import type { TaskDto } from "@/server/modules/work/schema";
import { startTask } from "@/server/modules/work/start-task";
import type { Ctx } from "@/server/tenancy/context";
import { controlOf, textsOf } from "./check-import";
import { readImport } from "./internal/read-import";
import type { ImportInput } from "./schema";
import { importTasks } from "./tasks/import-tasks";

/**
 * Starts the import as a task: every row of the file becomes a row of the task, those that the dry run refused as well,
 * so that they can be given back. The file itself goes: its rows are in the task. Throws Invalid("import_control_total")
 * when the good rows do not add up to the control total, and what `readImport` throws.
 */
export async function startImport(ctx: Ctx, input: ImportInput): Promise<TaskDto> {
  authorize(ctx, "customer.import");
  const rows = await readImport(ctx, input);
  const control = controlOf(input, rows);
  if (control && !control.ok)
    throw new Invalid("import_control_total", {
      expected: `${toMajor(control.expectedMinor, control.currency)} ${control.currency}`,
      got: `${toMajor(control.gotMinor, control.currency)} ${control.currency}`,
    });
  const items = rows.map(({ line, given, problem }) => ({
    given: { ...textsOf(given), line: String(line), ...(problem && { problem }) },
  }));
  const kind = { ...importTasks[input.kind], prepare: async () => ({ items }) };
  const task = await startTask(ctx, kind, { fileId: input.fileId });
  if (holds(ctx.actor, "file.delete"))
    await deleteFile(ctx, { id: input.fileId }).catch((error: unknown) => {
      if (!(error instanceof NotFound)) throw error;
    });
  return task;
}
