import { and, eq, isNotNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { memberships, users } from "@/db/schema/auth";
import { totpFactors } from "@/db/schema/identity";
import { record } from "@/server/events/record";
import { Conflict, Invalid, NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { totpUri } from "../rules/totp";
import type { TotpSetUpDto } from "../sign-in/schema";
import { newRecoverySheet } from "./recovery-sheet";
import { confirmTotp, newTotpFactor } from "./totp-factor";

/** A new secret for the member's authenticator app, not in force yet. Throws Conflict where one is in force. */
export async function beginEnrolment(
  tx: Tx,
  ctx: Ctx,
  membershipId: string,
  issuer: string,
): Promise<TotpSetUpDto> {
  const [set] = await tx
    .select({ id: totpFactors.id })
    .from(totpFactors)
    .where(
      and(
        eq(totpFactors.tenantId, ctx.tenantId),
        eq(totpFactors.membershipId, membershipId),
        isNotNull(totpFactors.confirmedAt),
      ),
    );
  if (set) throw new Conflict("totp_already_on");
  const [person] = await tx
    .select({ email: users.email, name: users.name })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(eq(memberships.id, membershipId), eq(memberships.tenantId, ctx.tenantId)));
  if (!person) throw new NotFound("member");
  const key = await newTotpFactor(tx, ctx, membershipId);
  return { key, uri: totpUri(key, { issuer, account: person.email ?? person.name }) };
}

/** The app's first code puts the factor in force; ten recovery codes come with it. Throws Invalid(totp_wrong). */
export async function finishEnrolment(
  tx: Tx,
  ctx: Ctx,
  membershipId: string,
  code: string,
): Promise<string[]> {
  if (!(await confirmTotp(tx, ctx, membershipId, code))) throw new Invalid("totp_wrong");
  record(ctx, "factor.added", {
    entity: { type: "member", id: membershipId },
    payload: { factor: "totp" },
  });
  return newRecoverySheet(tx, ctx, membershipId);
}
