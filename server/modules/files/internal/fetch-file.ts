import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { files } from "@/db/schema/operations";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { fileColumns } from "./file-dto";

/** The tenant's file that is not deleted; throws `NotFound`. */
export async function fetchFile(ctx: Ctx, tx: Tx, id: string) {
  const [row] = await tx
    .select({ ...fileColumns, storageKey: files.storageKey })
    .from(files)
    .where(and(eq(files.tenantId, ctx.tenantId), eq(files.id, id), isNull(files.deletedAt)))
    .limit(1);
  if (!row) throw new NotFound("file");
  return row;
}
