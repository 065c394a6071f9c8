import { hashPassword, verifyPassword } from "@/server/auth/password-hash";
import { and, count, eq, gt, isNotNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { users } from "@/db/schema/auth";
import { signUps } from "@/db/schema/identity";
import { Conflict, Invalid, TooManyRequests } from "@/server/kernel/errors";
import { PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { PASSWORD_LENGTH_MIN, passwordProblem } from "@/server/modules/people/rules/new-password";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx } from "@/server/tenancy/context";
import { loadHostSnapshot } from "@/server/tenancy/host-snapshot";
import { hostSnapshotStore } from "@/server/tenancy/host-snapshot-store";
import { guard, networkKey } from "./internal/guard";
import { enterOpened, openSignedUp } from "./internal/open-signed-up";
import { lockSignUp, type SignUpRow } from "./internal/sign-up-row";
import type { CompleteSignUpInput, OpenedTenantDto } from "./schema";

/** Tenants that one mailbox may open in a day. */
const TENANTS_A_DAY = 3;

/**
 * Opens the tenant of a proved mailbox with its owner, signed in. Asked again with the same token it opens nothing new
 * and signs in once more. Throws Conflict("sign_up_expired" | "sign_up_unverified" | "slug_taken" | "plan_not_offered"),
 * Invalid("sign_up_password_wrong") for a known person, TooManyRequests.
 */
export async function completeSignUp(
  ctx: Ctx,
  input: CompleteSignUpInput,
): Promise<OpenedTenantDto> {
  await guard(`signUp.complete:${networkKey(ctx)}`, 30, 3600);
  const own = { ...ctx, tenantId: PLATFORM_TENANT_ID };
  const before = await asPlatform(own, "sign-up: who asks for a tenant?", async (tx) => {
    const row = await lockSignUp(tx, input.token, ctx.now);
    if (!row.verifiedAt) throw new Conflict("sign_up_unverified");
    return { email: row.email, account: await accountOf(tx, row.email) };
  });
  // Outside any transaction: hashing takes its time.
  if (before.account) await requirePassword(before.email, input.password, before.account);
  else requireGoodPassword(input, before.email);
  // A known person keeps theirs: what is handed on only says that the mailbox and the password are proved.
  const passwordHash = before.account?.passwordHash ?? (await hashPassword(input.password));
  const opened = await asPlatform(own, `sign-up opens tenant ${input.company.slug}`, async (tx) => {
    const row = await lockSignUp(tx, input.token, ctx.now);
    if (row.openedTenantId) return enterOpened(ctx, tx, row, row.openedTenantId);
    // Somebody made the account meanwhile: whose password was just given is open again.
    if (Boolean(await accountOf(tx, row.email)) !== Boolean(before.account))
      throw new Conflict("sign_up_expired");
    await requireFewToday(ctx, tx, row);
    return openSignedUp(ctx, tx, row, { ...input, passwordHash });
  });
  await knowNewHost();
  return opened;
}

/** The browser goes to the new address at once, sooner than the watch of hosts looks again. */
async function knowNewHost(): Promise<void> {
  try {
    // A read under way may have begun before the tenant was there.
    await hostSnapshotStore().loading;
    await loadHostSnapshot();
  } catch {
    // The tenant stands; the watch will find its host.
  }
}

type Account = { passwordHash: string | null };

async function accountOf(tx: Tx, email: string): Promise<Account | undefined> {
  const [account] = await tx
    .select({ passwordHash: users.passwordHash })
    .from(users)
    .where(eq(users.email, email));
  return account;
}

async function requirePassword(email: string, password: string, account: Account): Promise<void> {
  await guard(`signUp.password:${email}`, 10, 3600);
  if (await verifyPassword(password, account.passwordHash)) return;
  throw new Invalid(
    "sign_up_password_wrong",
    {},
    { fields: { password: "sign_up_password_wrong" } },
  );
}

function requireGoodPassword({ password, company, ownerName }: CompleteSignUpInput, email: string) {
  const key = passwordProblem(password, { email, name: ownerName, companyName: company.name });
  if (key) throw new Invalid(key, { minimum: PASSWORD_LENGTH_MIN }, { fields: { password: key } });
}

async function requireFewToday(ctx: Ctx, tx: Tx, row: SignUpRow): Promise<void> {
  const [opened] = await tx
    .select({ tenants: count() })
    .from(signUps)
    .where(
      and(
        eq(signUps.tenantId, PLATFORM_TENANT_ID),
        eq(signUps.email, row.email),
        isNotNull(signUps.openedTenantId),
        gt(signUps.createdAt, new Date(ctx.now.getTime() - 86_400_000)),
      ),
    );
  if ((opened?.tenants ?? 0) >= TENANTS_A_DAY) throw new TooManyRequests(3600);
}
