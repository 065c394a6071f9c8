import { and, eq, inArray, isNull } from "drizzle-orm";
import { files } from "@/db/schema/operations";
import { composition } from "@/server/composition";
import type { FileKey } from "@/server/files/file-key";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { bornAtMs } from "../rules";

/** An upload takes seconds; a day later its row is there or will never be. */
const OLD_ENOUGH_MS = 86_400_000;
const BATCH = 500;

/**
 * Removes uploads that no living row names: a process that died between storing and writing, a purge that was lost.
 * Stops between batches when `signal` aborts. Gives how many went.
 */
export async function sweepOrphans(ctx: Ctx, signal: AbortSignal): Promise<number> {
  const store = composition().files;
  let removed = 0;
  let batch: FileKey[] = [];
  const flush = async () => {
    const orphans = await withoutRow(ctx, batch);
    batch = [];
    for (const key of orphans) await store.delete(key);
    removed += orphans.length;
  };
  for await (const { key } of store.list(`${ctx.tenantId}/uploads/`)) {
    if (ctx.now.getTime() - bornAtMs(key) < OLD_ENOUGH_MS) continue;
    batch.push(key);
    if (batch.length === BATCH) await flush();
    if (signal.aborted) return removed;
  }
  if (batch.length > 0) await flush();
  return removed;
}

async function withoutRow(ctx: Ctx, keys: FileKey[]): Promise<FileKey[]> {
  const rows = await inTenant(ctx, (tx) =>
    tx
      .select({ storageKey: files.storageKey })
      .from(files)
      .where(
        and(
          eq(files.tenantId, ctx.tenantId),
          inArray(files.storageKey, keys),
          isNull(files.deletedAt),
        ),
      ),
  );
  const living = new Set(rows.map((row) => row.storageKey));
  return keys.filter((key) => !living.has(key));
}
