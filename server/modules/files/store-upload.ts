import { hash } from "node:crypto";
import type { Tx } from "@/db/client";
import { files } from "@/db/schema/operations";
import { composition } from "@/server/composition";
import { record } from "@/server/events/record";
import { isOutcomeUnknown } from "@/server/kernel/errors";
import { fileKey } from "@/server/files/file-key";
import { newId } from "@/server/kernel/ids";
import { log } from "@/server/log";
import { countUsage } from "@/server/modules/tenants/count-usage";
import { actorId, type Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { outsideTransaction } from "@/server/tenancy/outside-transaction";
import { type Accepted, acceptUpload } from "./internal/accept-upload";
import { fileColumns, toFileDto } from "./internal/file-dto";
import type { FileDto } from "./schema";

/**
 * Takes a file from outside: checks and cleans the bytes, stores them under a random key of the tenant, then writes
 * the row, the count and the fact in one transaction; when that fails the bytes go again (when nobody knows whether it
 * failed they stay: the nightly sweep finds those that no row names). Who may, the caller has asked.
 * Throws `Invalid` for what we do not take, `LimitReached` when the plan's storage is full.
 */
export async function storeUpload(
  ctx: Ctx,
  input: { name: string; bytes: Uint8Array },
): Promise<FileDto> {
  outsideTransaction("storeUpload");
  const accepted = await acceptUpload(input.name, input.bytes);
  const id = newId(ctx.now.getTime());
  const storageKey = fileKey(ctx.tenantId, "uploads", newId());
  const store = composition().files;
  await store.put(storageKey, accepted.bytes, { mediaType: accepted.mediaType });
  try {
    return await inTenant(ctx, (tx) => writeRow(ctx, tx, { id, storageKey, accepted }));
  } catch (error) {
    if (isOutcomeUnknown(error)) throw error;
    await store
      .delete(storageKey)
      .catch((failure: unknown) => log.error({ err: failure, storageKey }, "orphan file"));
    throw error;
  }
}

type Stored = { id: string; storageKey: string; accepted: Accepted };

async function writeRow(ctx: Ctx, tx: Tx, { id, storageKey, accepted }: Stored): Promise<FileDto> {
  const { name, mediaType, bytes } = accepted;
  const sha256 = hash("sha256", bytes, "hex");
  await countUsage(ctx, tx, "storageBytes", bytes.length);
  const [row] = await tx
    .insert(files)
    .values({
      id,
      tenantId: ctx.tenantId,
      name,
      mediaType,
      sizeBytes: bytes.length,
      sha256,
      storageKey,
      uploadedBy: actorId(ctx.actor),
      createdAt: ctx.now,
    })
    .returning(fileColumns);
  if (!row) throw new Error("insert gave no row");
  record(ctx, "file.uploaded", {
    entity: { type: "file", id },
    payload: { mediaType, sizeBytes: bytes.length, sha256 },
    personal: { name },
  });
  return toFileDto(row);
}
