import { NotFound, TooManyRequests } from "@/server/kernel/errors";
import type { FileDto } from "@/server/modules/files/schema";
import { limit } from "@/server/rate-limit/limit";
import { networkOf } from "@/server/rate-limit/network-of";
import type { Ctx } from "@/server/tenancy/context";
import { uploadOwnFile } from "../account/upload-own-file";
import { payerOfLink } from "../internal/pay-link-payer";
import { payLinkTokenInput } from "./schema";

/** Whoever has a link is nobody known: few files for each, and not many from one network (a village may share one). */
const OF_LINK = { max: 6, windowSeconds: 86_400, onFailure: "deny" } as const;
const OF_NETWORK = { max: 60, windowSeconds: 86_400, onFailure: "deny" } as const;

/**
 * A picture or a PDF from somebody with a link to pay, for what they will say of it. Throws `NotFound` (the link opens
 * nothing), `TooManyRequests` (six a day for each link), and as `uploadOwnFile` does.
 */
export async function uploadByLink(
  ctx: Ctx,
  given: { token: string; name: string; read: () => Promise<Uint8Array> },
): Promise<FileDto> {
  const asked = payLinkTokenInput.safeParse({ token: given.token });
  if (!asked.success) throw new NotFound("payLink");
  const { link, payer } = await payerOfLink(ctx, asked.data.token);
  const hits = [
    [`portal.linkUpload:${networkOf(ctx.ip ?? "none")}`, OF_NETWORK],
    [`portal.linkUpload:${link.id}`, OF_LINK],
  ] as const;
  for (const [key, rule] of hits) {
    const verdict = await limit(ctx, key, rule);
    if (!verdict.ok)
      throw new TooManyRequests(
        Math.max(1, Math.ceil((verdict.resetAt.getTime() - ctx.now.getTime()) / 1000)),
      );
  }
  // The body is read when the link has opened, not before.
  return uploadOwnFile(payer, { name: given.name, bytes: await given.read() });
}
