import { and, eq } from "drizzle-orm";
import { memberships } from "@/db/schema/auth";
import { Invalid, TooManyRequests } from "@/server/kernel/errors";
import { queueMessage } from "@/server/modules/notifications/queue-message";
import { limit } from "@/server/rate-limit/limit";
import { actorId, type Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { CODE_MINUTES, newStaffCode } from "./internal/one-time-code";
import { selfOf } from "./internal/self";
import type { PhoneCodeSentDto } from "./sign-in/schema";

const PER_PERSON = { max: 5, windowSeconds: 3_600, onFailure: "deny" } as const;

/** A code to the caller's own phone, for who has neither password nor factor. Throws Invalid(no_phone). */
export async function sendProofCode(ctx: Ctx): Promise<PhoneCodeSentDto> {
  const verdict = await limit(ctx, `proof-code:${actorId(ctx.actor)}`, PER_PERSON);
  if (!verdict.ok) throw new TooManyRequests(60);
  return inTenant(ctx, async (tx) => {
    const { membershipId } = await selfOf(tx, ctx);
    const [member] = await tx
      .select({ phone: memberships.phone })
      .from(memberships)
      .where(and(eq(memberships.id, membershipId), eq(memberships.tenantId, ctx.tenantId)));
    if (!member?.phone) throw new Invalid("no_phone");
    const sent = await newStaffCode(tx, ctx, { phone: member.phone, membershipId });
    await queueMessage(ctx, tx, {
      template: "auth.signInCode",
      to: { membershipId },
      params: { minutes: String(CODE_MINUTES) },
      secrets: { code: sent.code },
      channels: ["whatsapp", "sms", "console"],
      dedupeKey: `signInCode:${sent.codeId}`,
      expiresAt: sent.expiresAt,
    });
    return { codeId: sent.codeId, expiresAt: sent.expiresAt.toISOString() };
  });
}
