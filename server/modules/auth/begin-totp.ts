import type { RelyingParty } from "@/server/auth/relying-party";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { beginEnrolment } from "./internal/enrol";
import { selfOf } from "./internal/self";
import type { TotpSetUpDto } from "./sign-in/schema";

/** A new secret for the caller's authenticator app; it counts after `confirmTotp`. Throws Conflict(totp_already_on). */
export function beginTotp(ctx: Ctx, party: RelyingParty): Promise<TotpSetUpDto> {
  return inTenant(ctx, async (tx) => {
    const { membershipId } = await selfOf(tx, ctx);
    return beginEnrolment(tx, ctx, membershipId, party.name);
  });
}
