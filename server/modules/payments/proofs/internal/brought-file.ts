import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { files } from "@/db/schema/operations";
import { Invalid, NotFound } from "@/server/kernel/errors";
import { actorId, type Ctx } from "@/server/tenancy/context";

const KINDS = ["image/jpeg", "image/png", "image/webp", "application/pdf"];

/** The file that this actor sent, and nobody else's; throws `NotFound`, `Invalid` proof_file_kind. */
export async function broughtFile(ctx: Ctx, tx: Tx, fileId: string) {
  const [file] = await tx
    .select({ sha256: files.sha256, mediaType: files.mediaType })
    .from(files)
    .where(
      and(
        eq(files.tenantId, ctx.tenantId),
        eq(files.id, fileId),
        eq(files.uploadedBy, actorId(ctx.actor)),
        isNull(files.deletedAt),
      ),
    );
  if (!file) throw new NotFound("file");
  if (!KINDS.includes(file.mediaType)) throw new Invalid("proof_file_kind");
  return file;
}
