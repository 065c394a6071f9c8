import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { memberships, users } from "@/db/schema/auth";
import { PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { type Factors, mayBeginWith, nextMethods } from "../rules/next-step";
import type { SignInMethod } from "../rules/sign-in-methods";
import type { SignInAnswer } from "../sign-in/schema";
import { openChallenge } from "./challenge";
import { type IdentityKey, keepIdentity } from "./external-identity";
import { openSession } from "./open-session";
import { policyOf } from "./sign-in-policy";

/**
 * The one end of every sign-in of staff: a session's ticket when enough is proven, else the challenge of the next step.
 * Undefined when the member may not come in this way (not active, no platform admin, method not for the role): the
 * caller answers as for a wrong proof.
 */
export async function finishSignIn(
  tx: Tx,
  ctx: Ctx,
  proven: {
    membershipId: string;
    methods: readonly SignInMethod[];
    /** The account elsewhere that it began with: linked once nothing more is to be proven. */
    identity?: IdentityKey | undefined;
  },
): Promise<SignInAnswer | undefined> {
  const { membershipId, methods, identity } = proven;
  const member = await loadMember(tx, ctx, membershipId);
  if (!member) return undefined;
  const policy = await policyOf(tx, ctx, member.role);
  if (!mayBeginWith(policy, methods[0] ?? "password")) return undefined;
  const next = nextMethods(policy, methods, member);
  if (next.length === 0) {
    if (identity) await keepIdentity(tx, ctx, membershipId, identity);
    return openSession(tx, ctx, { membershipId, methods });
  }
  const data = { proven: [...methods], methods: next, ...(identity && { identity }) };
  const { token, expiresAt } = await openChallenge(tx, ctx, {
    kind: "secondStep",
    membershipId,
    data,
  });
  return {
    nextStep: { challenge: token, methods: next, expiresAt: expiresAt.toISOString() },
  };
}

async function loadMember(
  tx: Tx,
  ctx: Ctx,
  membershipId: string,
): Promise<({ role: string } & Factors) | undefined> {
  const [row] = await tx
    .select({
      role: memberships.role,
      totp: sql<boolean>`exists (select 1 from totp_factors f where f.tenant_id = ${ctx.tenantId}
        and f.membership_id = ${memberships.id} and f.confirmed_at is not null)`,
      recoveryCodes: sql<boolean>`exists (select 1 from recovery_codes r where r.tenant_id = ${ctx.tenantId}
        and r.membership_id = ${memberships.id} and r.used_at is null)`,
      passkeys: sql<boolean>`exists (select 1 from passkeys p where p.tenant_id = ${ctx.tenantId}
        and p.membership_id = ${memberships.id})`,
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      and(
        eq(memberships.tenantId, ctx.tenantId),
        eq(memberships.id, membershipId),
        eq(memberships.status, "active"),
        eq(users.status, "active"),
        ...(ctx.tenantId === PLATFORM_TENANT_ID ? [sql`app.is_platform_admin(${users.id})`] : []),
      ),
    );
  return row;
}
