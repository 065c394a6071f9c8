import { authorize } from "@/server/auth/authorize";
import { Invalid } from "@/server/kernel/errors";
import { deleteFile } from "@/server/modules/files/delete-file";
import { openFile } from "@/server/modules/files/open-file";
import { uploadFile } from "@/server/modules/files/upload-file";
import type { Ctx } from "@/server/tenancy/context";
import { trimLogo } from "./internal/trim-logo";
import { LOGO_MAX_BYTES, type PreparedLogoDto, type PrepareLogoInput } from "./schema";

/**
 * An uploaded picture → a logo fit to be shown: PNG, trimmed, small. The upload itself goes; the answer's file id is
 * what `saveBrand` takes. Throws `NotFound`, `Invalid` (logo_not_picture, logo_too_large, file_damaged).
 */
export async function prepareLogo(ctx: Ctx, input: PrepareLogoInput): Promise<PreparedLogoDto> {
  authorize(ctx, "brand.manage");
  const { file, bytes } = await openFile(ctx, { id: input.fileId });
  if (!file.mediaType.startsWith("image/")) throw new Invalid("logo_not_picture");
  if (file.sizeBytes > LOGO_MAX_BYTES)
    throw new Invalid("logo_too_large", { kilobytes: LOGO_MAX_BYTES / 1024 });
  const { png, colours, tone } = await trimLogo(input.kind, bytes);
  const made = await uploadFile(ctx, { name: `logo-${input.kind}.png`, bytes: png });
  await deleteFile(ctx, { id: input.fileId });
  return { fileId: made.id, colours, tone };
}
