import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import type { FileDto } from "./schema";
import { storeUpload } from "./store-upload";

/** Takes a file from staff or a program of the company's; throws as `storeUpload` does. */
export async function uploadFile(
  ctx: Ctx,
  input: { name: string; bytes: Uint8Array },
): Promise<FileDto> {
  authorize(ctx, "file.upload");
  return storeUpload(ctx, input);
}
