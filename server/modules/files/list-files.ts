import { and, desc, eq, isNull, lt } from "drizzle-orm";
import { files } from "@/db/schema/operations";
import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { toPage } from "@/server/kernel/to-page";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fileColumns, toFileDto } from "./internal/file-dto";
import type { FilePage, ListFilesInput } from "./schema";

/** The tenant's files, newest first. */
export function listFiles(ctx: Ctx, input: ListFilesInput): Promise<FilePage> {
  authorize(ctx, "file.read");
  return inTenant(ctx, async (tx) => {
    const rows = await tx
      .select(fileColumns)
      .from(files)
      .where(
        and(
          eq(files.tenantId, ctx.tenantId),
          isNull(files.deletedAt),
          ...(input.cursor ? [lt(files.id, input.cursor)] : []),
        ),
      )
      .orderBy(desc(files.id))
      .limit(input.limit + 1);
    return toPage(rows.map(toFileDto), input.limit);
  });
}
