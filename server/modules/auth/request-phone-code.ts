import { and, eq } from "drizzle-orm";
import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js";
import { memberships, users } from "@/db/schema/auth";
import { Invalid, TooManyRequests } from "@/server/kernel/errors";
import { queueMessage } from "@/server/modules/notifications/queue-message";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import { limit } from "@/server/rate-limit/limit";
import { networkOf } from "@/server/rate-limit/network-of";
import type { Ctx, Locale } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { CODE_MINUTES, newStaffCode } from "./internal/one-time-code";
import { policyOf } from "./internal/sign-in-policy";
import type { PhoneCodeSentDto } from "./sign-in/schema";

const PER_PHONE = { max: 5, windowSeconds: 3_600, onFailure: "deny" } as const;
const PER_ADDRESS = { max: 20, windowSeconds: 3_600, onFailure: "deny" } as const;

/**
 * Sends a code to a member's phone (WhatsApp, else SMS). A number that nobody has gets the same answer after the same
 * work: its message is queued as one that expired. Throws Invalid(phone_invalid) or TooManyRequests.
 */
export async function requestPhoneCode(
  ctx: Ctx,
  input: { phone: string },
): Promise<PhoneCodeSentDto> {
  const phone = await asE164(ctx, input.phone);
  for (const [key, rule] of [
    [`phone-code:${networkOf(ctx.ip ?? "none")}`, PER_ADDRESS],
    [`phone-code:${phone}`, PER_PHONE],
  ] as const) {
    const verdict = await limit(ctx, key, rule);
    if (!verdict.ok)
      throw new TooManyRequests(Math.ceil((verdict.resetAt.getTime() - Date.now()) / 1000) || 1);
  }
  return inTenant(ctx, async (tx) => {
    const [member] = await tx
      .select({
        id: memberships.id,
        role: memberships.role,
        name: users.name,
        locale: users.locale,
      })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(
        and(
          eq(memberships.tenantId, ctx.tenantId),
          eq(memberships.phone, phone),
          eq(memberships.status, "active"),
          eq(users.status, "active"),
        ),
      );
    const policy = await policyOf(tx, ctx, member?.role ?? "technician");
    const known = member && policy.phoneCode ? member : undefined;
    const sent = await newStaffCode(tx, ctx, { phone, membershipId: known?.id });
    await queueMessage(ctx, tx, {
      template: "auth.signInCode",
      to: { phone, locale: (known?.locale ?? ctx.locale) as Locale, name: known?.name ?? "" },
      params: { minutes: String(CODE_MINUTES) },
      secrets: { code: sent.code },
      channels: ["whatsapp", "sms", "console"],
      dedupeKey: `signInCode:${sent.codeId}`,
      expiresAt: known ? sent.expiresAt : new Date(ctx.now.getTime() - 1),
    });
    return { codeId: sent.codeId, expiresAt: sent.expiresAt.toISOString() };
  });
}

/** The number as E.164; without a country's prefix it is one of the tenant's country. */
async function asE164(ctx: Ctx, typed: string): Promise<string> {
  const { country } = await inTenant(ctx, (tx) => tenantFacts(ctx, tx));
  const number = parsePhoneNumberFromString(typed, country as CountryCode);
  if (!number?.isValid())
    throw new Invalid("invalid_input", {}, { fields: { phone: "phone_invalid" } });
  return number.number;
}
