import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { memberships, sessions, users } from "@/db/schema/auth";
import { passwordResets } from "@/db/schema/identity";
import { hashPassword } from "@/server/auth/password-hash";
import { record } from "@/server/events/record";
import { Invalid } from "@/server/kernel/errors";
import { endSession } from "@/server/modules/auth/for-modules";
import { noteSecurity } from "@/server/modules/auth/note-security";
import { queueMessage } from "@/server/modules/notifications/queue-message";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { livingReset } from "./internal/living-reset";
import { perAddress } from "./internal/per-address";
import { requirePassword } from "./internal/require-password";
import type { ResetPasswordInput } from "./schema";

/**
 * Sets a new password by a link, once, and ends every session of the person in every tenant. Signs nobody in: a second
 * step is asked for as always. Throws Invalid (reset_gone, password_*), TooManyRequests.
 */
export async function resetPassword(ctx: Ctx, input: ResetPasswordInput): Promise<void> {
  await perAddress(ctx, "password-reset-use", 20);
  const reset = await livingReset(ctx, input.token);
  if (!reset) throw new Invalid("reset_gone");
  await requirePassword(ctx, input.password, reset);
  const passwordHash = await hashPassword(input.password);
  await asPlatform(ctx, "a person sets a new password by link", async (tx) => {
    await takeReset(tx, ctx, reset.id);
    await tx.update(users).set({ passwordHash }).where(eq(users.id, reset.userId));
    await endEverywhere(tx, ctx, reset.userId);
    record(ctx, "member.passwordReset", {
      entity: { type: "member", id: reset.membershipId },
      payload: {},
    });
  });
  await inTenant(ctx, async (tx) => {
    const { membershipId } = reset;
    await noteSecurity(tx, ctx, { kind: "passwordReset", membershipId });
    await queueMessage(ctx, tx, {
      template: "auth.passwordChanged",
      to: { membershipId },
      dedupeKey: `passwordChanged:${reset.id}`,
    });
  });
}

async function takeReset(tx: Tx, ctx: Ctx, id: string): Promise<void> {
  const taken = await tx
    .update(passwordResets)
    .set({ usedAt: ctx.now })
    .where(
      and(
        eq(passwordResets.id, id),
        eq(passwordResets.tenantId, ctx.tenantId),
        isNull(passwordResets.usedAt),
      ),
    )
    .returning({ id: passwordResets.id });
  if (taken.length === 0) throw new Invalid("reset_gone");
}

/** Sessions and other open links of the person, in every tenant. */
async function endEverywhere(tx: Tx, ctx: Ctx, userId: string): Promise<void> {
  const own = await tx
    .select({ id: memberships.id, tenantId: memberships.tenantId })
    .from(memberships)
    .where(eq(memberships.userId, userId));
  const ids = own.map(({ id }) => id);
  if (ids.length === 0) return;
  await tx
    .update(passwordResets)
    .set({ usedAt: ctx.now })
    .where(and(inArray(passwordResets.membershipId, ids), isNull(passwordResets.usedAt)));
  const living = await tx
    .select({ id: sessions.id, tenantId: sessions.tenantId })
    .from(sessions)
    .where(and(inArray(sessions.membershipId, ids), isNull(sessions.revokedAt)));
  for (const { id, tenantId } of living)
    await endSession(tx, { ...ctx, tenantId }, id, "passwordChanged");
}
