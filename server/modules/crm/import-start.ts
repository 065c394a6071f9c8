import { authorize, holds } from "@/server/auth/authorize";
import { NotFound } from "@/server/kernel/errors";
import { deleteFile } from "@/server/modules/files/delete-file";
import type { TaskDto } from "@/server/modules/work/schema";
import { startTask } from "@/server/modules/work/start-task";
import type { Ctx } from "@/server/tenancy/context";
import { readImport } from "./internal/read-import";
import type { ImportInput } from "./rules/import-schema";
import { importCustomers } from "./tasks/import-kind";

/**
 * Starts the import as a task: every row of the file becomes a row of the task, those that the dry run refused as well,
 * so that they can be given back. The file itself goes: its rows are in the task. Throws what `readImport` throws.
 */
export async function startImport(ctx: Ctx, input: ImportInput): Promise<TaskDto> {
  authorize(ctx, "customer.import");
  const rows = await readImport(ctx, input);
  const items = rows.map(({ line, given, problem }) => ({
    given: { ...given, line: String(line), ...(problem && { problem }) },
  }));
  const kind = { ...importCustomers, prepare: async () => ({ items }) };
  const task = await startTask(ctx, kind, { fileId: input.fileId });
  if (holds(ctx.actor, "file.delete"))
    await deleteFile(ctx, { id: input.fileId }).catch((error: unknown) => {
      if (!(error instanceof NotFound)) throw error;
    });
  return task;
}
