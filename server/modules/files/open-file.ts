import { hash } from "node:crypto";
import { authorize } from "@/server/auth/authorize";
import { composition } from "@/server/composition";
import { storedFileKey } from "@/server/files/file-key";
import { Unavailable } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fetchFile } from "./internal/fetch-file";
import { toFileDto } from "./internal/file-dto";
import type { FileDto, FileIdInput } from "./schema";

/**
 * A file with its bytes, held against the hash that was taken when it came. Throws `NotFound` (another tenant's and
 * deleted ones too), `Unavailable` when the store does not answer or gives other bytes.
 */
export async function openFile(
  ctx: Ctx,
  input: FileIdInput,
): Promise<{ file: FileDto; bytes: Uint8Array }> {
  authorize(ctx, "file.read");
  const { storageKey, ...row } = await inTenant(ctx, (tx) => fetchFile(ctx, tx, input.id));
  const bytes = await composition().files.get(storedFileKey(ctx.tenantId, storageKey));
  if (hash("sha256", bytes, "hex") !== row.sha256)
    throw new Unavailable(
      "unavailable",
      {},
      { detail: `file ${row.id}: bytes changed in the store` },
    );
  return { file: toFileDto(row), bytes };
}
