import { and, eq, sql } from "drizzle-orm";
import { memberships, users } from "@/db/schema/auth";
import { hashPassword } from "@/server/auth/password-hash";
import { record } from "@/server/events/record";
import { Invalid, TooManyRequests, Unauthenticated } from "@/server/kernel/errors";
import { queueMessage } from "@/server/modules/notifications/queue-message";
import { PASSWORD_LENGTH_MIN, passwordProblem } from "@/server/modules/people/rules/new-password";
import { companyName } from "@/server/modules/tenants/company-name";
import { limit } from "@/server/rate-limit/limit";
import { asPlatform } from "@/server/tenancy/as-platform";
import { actorId, type Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { endSessionsOf } from "./internal/end-sessions-of";
import { isOwnPassword } from "./internal/own-password";
import { selfOf } from "./internal/self";
import { noteSecurity } from "./note-security";
import type { ChangePasswordInput } from "./sign-in/schema";

const PER_PERSON = { max: 10, windowSeconds: 3_600, onFailure: "deny" } as const;

/**
 * Changes the caller's own password, everywhere it counts; every other session of theirs ends, in every company.
 * Throws Invalid with the field at fault.
 */
export async function changePassword(ctx: Ctx, input: ChangePasswordInput): Promise<void> {
  const verdict = await limit(ctx, `password:${actorId(ctx.actor)}`, PER_PERSON);
  if (!verdict.ok) throw new TooManyRequests(60);
  const person = await whoAmI(ctx);
  if (person.hasPassword && !(await isOwnPassword(ctx, input.current)))
    throw atField("current", "password_wrong");
  const problem = passwordProblem(input.next, { ...person, companyName: await companyName(ctx) });
  if (problem) throw atField("next", problem);
  const passwordHash = await hashPassword(input.next);
  // The tenants' own role may not write passwords; the person's sessions elsewhere are other tenants' rows.
  await asPlatform(ctx, "a member changes their own password", async (tx) => {
    await tx.update(users).set({ passwordHash }).where(eq(users.id, person.userId));
    await tx.execute(sql`update sessions s set revoked_at = ${ctx.now.toISOString()}, revoked_reason = 'passwordChanged'
      from memberships m where m.id = s.membership_id and m.tenant_id = s.tenant_id and m.user_id = ${person.userId}
        and s.tenant_id <> ${ctx.tenantId} and s.revoked_at is null`);
  });
  await inTenant(ctx, async (tx) => {
    const { membershipId, sessionId } = await selfOf(tx, ctx);
    await endSessionsOf(tx, ctx, { membershipId, keep: sessionId }, "passwordChanged");
    await noteSecurity(tx, ctx, { kind: "passwordChanged", membershipId, sessionId });
    record(ctx, "member.passwordChanged", {
      entity: { type: "member", id: membershipId },
      payload: {},
    });
    if (person.email)
      await queueMessage(ctx, tx, {
        template: "auth.passwordChanged",
        to: { membershipId },
        dedupeKey: `passwordChanged:${membershipId}:${ctx.requestId}`,
      });
  });
}

const atField = (field: string, key: string): Invalid =>
  new Invalid("invalid_input", { minimum: PASSWORD_LENGTH_MIN }, { fields: { [field]: key } });

async function whoAmI(ctx: Ctx) {
  const [person] = await inTenant(ctx, async (tx) => {
    const { membershipId } = await selfOf(tx, ctx);
    return tx
      .select({
        userId: users.id,
        email: users.email,
        name: users.name,
        hasPassword: sql<boolean>`${users.passwordHash} is not null`,
      })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(and(eq(memberships.id, membershipId), eq(memberships.tenantId, ctx.tenantId)));
  });
  if (!person) throw new Unauthenticated();
  return person;
}
