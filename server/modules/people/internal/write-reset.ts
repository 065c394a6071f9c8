import type { Tx } from "@/db/client";
import { passwordResets } from "@/db/schema/identity";
import { newId } from "@/server/kernel/ids";
import { queueMessage } from "@/server/modules/notifications/queue-message";
import type { Ctx } from "@/server/tenancy/context";
import { tenantOrigin } from "@/server/tenancy/tenant-origin";
import { hashToken, newToken } from "./tokens";

/** Minutes that a link for a new password works. */
const RESET_MINUTES = 60;

/** A link for a new password in the open transaction, by e-mail to the member; only the message carries the token. */
export async function writeReset(ctx: Ctx, tx: Tx, membershipId: string): Promise<void> {
  const token = newToken();
  const id = newId();
  const expiresAt = new Date(ctx.now.getTime() + RESET_MINUTES * 60_000);
  await tx.insert(passwordResets).values({
    id,
    tenantId: ctx.tenantId,
    membershipId,
    tokenHash: hashToken(token),
    expiresAt,
    createdAt: ctx.now,
  });
  const { origin } = await tenantOrigin(tx, ctx.tenantId);
  await queueMessage(ctx, tx, {
    template: "auth.passwordReset",
    to: { membershipId },
    secrets: { url: `${origin}/reset-password/${token}` },
    channels: ["email", "console"],
    dedupeKey: `passwordReset:${id}`,
    expiresAt,
  });
}
