import { and, eq } from "drizzle-orm";
import { memberships, sessions } from "@/db/schema/auth";
import { NotFound } from "@/server/kernel/errors";
import { finishSignIn, mayBeginWith, policyOf } from "@/server/modules/auth/for-modules";
import { SIGN_IN_METHODS, type SignInMethod } from "@/server/modules/auth/rules/sign-in-methods";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { originOfSlug } from "@/server/tenancy/tenant-origin";
import { type OwnTenant, ownTenants } from "./internal/own-tenants";
import { perAddress } from "./internal/per-address";

/**
 * Where a person goes who works in another tenant too: with a ticket for a minute, or to that tenant's second step, or
 * to its sign-in page where it does not allow the way in which they came. Its own policy holds, and factors of this
 * tenant count for nothing there. Throws NotFound for a tenant that is not theirs, and while acting as somebody else.
 */
export async function switchTenant(
  ctx: Ctx,
  input: { tenantId: string },
): Promise<{ url: string }> {
  await perAddress(ctx, "tenant-switch", 60);
  const { target, cameBy } = await inTenant(ctx, async (tx) => {
    const found = (await ownTenants(tx, ctx)).find(({ tenantId }) => tenantId === input.tenantId);
    if (!found || found.tenantId === ctx.tenantId) throw new NotFound("tenant");
    const [session] =
      "sessionId" in ctx.actor
        ? await tx
            .select({ methods: sessions.methods })
            .from(sessions)
            .where(and(eq(sessions.id, ctx.actor.sessionId), eq(sessions.tenantId, ctx.tenantId)))
        : [];
    return { target: found, cameBy: methodOf(session?.methods[0]) };
  });
  return { url: await enter(ctx, target, cameBy) };
}

/** How the person began here. Who came by a switch themself counts as by password: the weakest way that any tenant allows. */
function methodOf(first: string | undefined): SignInMethod {
  const method = SIGN_IN_METHODS.find((name) => name === first);
  return !method || method === "tenantSwitch" ? "password" : method;
}

async function enter(ctx: Ctx, target: OwnTenant, cameBy: SignInMethod): Promise<string> {
  const { membershipId, tenantId, slug } = target;
  // In the other tenant the person is nobody until its own policy has let them in.
  const there: Ctx = { ...ctx, tenantId, actor: { kind: "anonymous" } };
  const answer = await inTenant(there, async (tx) => {
    const [member] = await tx
      .select({ role: memberships.role })
      .from(memberships)
      .where(and(eq(memberships.tenantId, tenantId), eq(memberships.id, membershipId)));
    if (!member || !mayBeginWith(await policyOf(tx, there, member.role), cameBy)) return undefined;
    return finishSignIn(tx, there, { membershipId, methods: ["tenantSwitch"] });
  });
  const origin = originOfSlug(slug);
  if (answer?.nextStep)
    return `${origin}/sign-in?challenge=${encodeURIComponent(answer.nextStep.challenge)}`;
  // In the fragment: neither logs nor referrers see it.
  return answer?.ticket ? `${origin}/enter#${answer.ticket}` : `${origin}/sign-in`;
}
