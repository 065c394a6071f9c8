import { and, eq, sql } from "drizzle-orm";
import { memberships, users } from "@/db/schema/auth";
import { verifyPassword } from "@/server/auth/password-hash";
import { TooManyRequests, Unauthenticated } from "@/server/kernel/errors";
import { limit } from "@/server/rate-limit/limit";
import { networkOf } from "@/server/rate-limit/network-of";
import { PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { chargeAttempt, forgetAttempts } from "./internal/sign-in-attempts";
import { finishSignIn } from "./internal/finish-sign-in";
import { noteFailedSignIn } from "./internal/note-failed-sign-in";
import type { SignInInput } from "./schema";
import type { SignInAnswer } from "./sign-in/schema";

/** Sign-ins that one address may try in a tenant: an office behind one address passes, a script does not. */
const PER_ADDRESS = { max: 60, windowSeconds: 300, onFailure: "deny" } as const;

/**
 * E-mail and password → a one-time ticket for a session cookie, or the second step that is due. A wrong password and an unknown e-mail give the
 * same answer after the same work; failures slow down this account from this address only, so that a stranger
 * cannot lock the owner out. Throws Unauthenticated(sign_in_failed) or TooManyRequests.
 */
export async function signInWithPassword(ctx: Ctx, input: SignInInput): Promise<SignInAnswer> {
  const verdict = await limit(ctx, `sign-in:${networkOf(ctx.ip ?? "none")}`, PER_ADDRESS);
  if (!verdict.ok) throw new TooManyRequests(secondsUntil(verdict.resetAt));
  // Counted before the password is checked: parallel guesses cannot slip in between.
  const { delaySeconds } = await chargeAttempt(ctx, input.email);
  const account = await findAccount(ctx, input.email);
  const correct = await verifyPassword(input.password, account?.passwordHash);
  const answer =
    correct && account
      ? await inTenant(ctx, async (tx) => {
          const { membershipId } = account;
          const done = await finishSignIn(tx, ctx, { membershipId, methods: ["password"] });
          if (done) await forgetAttempts(tx, ctx, input.email);
          return done;
        })
      : undefined;
  if (answer) return answer;
  await noteFailedSignIn(ctx, account?.membershipId, delaySeconds > 0);
  throw new Unauthenticated("sign_in_failed");
}

const isPlatformAdmin = sql`app.is_platform_admin(${users.id})`;

type Account = { membershipId: string; userId: string; passwordHash: string | null };

/** The active member of this tenant with the e-mail; on the platform's tenant only its listed admins. */
function findAccount(ctx: Ctx, email: string): Promise<Account | undefined> {
  return inTenant(ctx, async (tx) => {
    const [account] = await tx
      .select({
        membershipId: memberships.id,
        userId: users.id,
        passwordHash: users.passwordHash,
      })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(
        and(
          eq(memberships.tenantId, ctx.tenantId),
          eq(users.email, email),
          eq(memberships.status, "active"),
          eq(users.status, "active"),
          ...(ctx.tenantId === PLATFORM_TENANT_ID ? [isPlatformAdmin] : []),
        ),
      );
    return account;
  });
}

const secondsUntil = (instant: Date): number =>
  Math.max(1, Math.ceil((instant.getTime() - Date.now()) / 1000));
