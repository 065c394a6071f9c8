import { Invalid, TooManyRequests } from "@/server/kernel/errors";
import { isRaster, sniff } from "@/server/modules/files/rules";
import type { FileDto } from "@/server/modules/files/schema";
import { storeUpload } from "@/server/modules/files/store-upload";
import { limit } from "@/server/rate-limit/limit";
import type { Ctx } from "@/server/tenancy/context";
import { ownCustomer } from "../internal/own-customer";

const A_DAY = { max: 20, windowSeconds: 86_400, onFailure: "deny" } as const;

/**
 * A picture or a PDF from a signed-in customer, for what they will say of it. Throws `Unauthenticated`, `Invalid`
 * proof_file_kind, `TooManyRequests` (twenty a day), and as `storeUpload` does.
 */
export async function uploadOwnFile(
  ctx: Ctx,
  input: { name: string; bytes: Uint8Array },
): Promise<FileDto> {
  const { customerId } = ownCustomer(ctx);
  const kind = sniff(input.bytes);
  if (kind !== "application/pdf" && !(kind && isRaster(kind))) throw new Invalid("proof_file_kind");
  const verdict = await limit(ctx, `portal.upload:${customerId}`, A_DAY);
  if (!verdict.ok)
    throw new TooManyRequests(
      Math.max(1, Math.ceil((verdict.resetAt.getTime() - ctx.now.getTime()) / 1000)),
    );
  return storeUpload(ctx, input);
}
