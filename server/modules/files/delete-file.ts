import { and, eq } from "drizzle-orm";
import { files } from "@/db/schema/operations";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { enqueue } from "@/server/jobs/enqueue";
import { countUsage } from "@/server/modules/tenants/count-usage";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fetchFile } from "./internal/fetch-file";
import { purgeFile } from "./jobs";
import type { FileIdInput } from "./schema";

/** Deletes a file: the row stays as the record of it, the storage is free at once, a job removes the bytes. Throws `NotFound`. */
export function deleteFile(ctx: Ctx, input: FileIdInput): Promise<void> {
  authorize(ctx, "file.delete");
  return inTenant(ctx, async (tx) => {
    // The lock lets one of two deletions count; the other finds nothing.
    await tx
      .select({ id: files.id })
      .from(files)
      .where(and(eq(files.tenantId, ctx.tenantId), eq(files.id, input.id)))
      .for("update");
    const { sizeBytes, storageKey } = await fetchFile(ctx, tx, input.id);
    await tx
      .update(files)
      .set({ deletedAt: ctx.now })
      .where(and(eq(files.tenantId, ctx.tenantId), eq(files.id, input.id)));
    await countUsage(ctx, tx, "storageBytes", -sizeBytes);
    enqueue(ctx, purgeFile, { storageKey }, { key: `file:${input.id}` });
    record(ctx, "file.deleted", { entity: { type: "file", id: input.id }, payload: { sizeBytes } });
  });
}
