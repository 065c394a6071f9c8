import { timingSafeEqual } from "node:crypto";
import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { users } from "@/db/schema/auth";
import { signUps } from "@/db/schema/identity";
import { Invalid } from "@/server/kernel/errors";
import { PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { guard, networkKey } from "./internal/guard";
import {
  CODE_MINUTES,
  CODE_TRIES,
  hashCode,
  lockSignUp,
  type SignUpRow,
} from "./internal/sign-up-row";
import type { VerifiedSignUpDto, VerifySignUpInput } from "./schema";

/**
 * The digits prove the mailbox: five tries in fifteen minutes. Only then does the answer say whether it has an account.
 * Throws Invalid("sign_up_code_wrong") for a wrong, worn-out or late code; the same right code again is no error.
 */
export async function verifySignUp(ctx: Ctx, input: VerifySignUpInput): Promise<VerifiedSignUpDto> {
  await guard(`signUp.verify:${networkKey(ctx)}`, 60, 3600);
  const own = { ...ctx, tenantId: PLATFORM_TENANT_ID };
  // The try is counted by a commit; a throw inside would give it back.
  const email = await inTenant(own, async (tx) => {
    const row = await lockSignUp(tx, input.token, ctx.now);
    return (await proves(ctx, tx, row, input.code)) ? row.email : undefined;
  });
  if (email === undefined)
    throw new Invalid("sign_up_code_wrong", {}, { fields: { code: "sign_up_code_wrong" } });
  const known = await asPlatform(own, "sign-up: has a proved mailbox an account?", async (tx) => {
    const found = await tx.select({ id: users.id }).from(users).where(eq(users.email, email));
    return found.length > 0;
  });
  return { email, known };
}

async function proves(ctx: Ctx, tx: Tx, row: SignUpRow, code: string): Promise<boolean> {
  const given = Buffer.from(hashCode(row.id, code));
  const right = timingSafeEqual(given, Buffer.from(row.codeHash));
  if (row.verifiedAt) return right;
  const late = ctx.now.getTime() - row.createdAt.getTime() > CODE_MINUTES * 60_000;
  if (late || row.attempts >= CODE_TRIES) return false;
  await tx
    .update(signUps)
    .set({ attempts: row.attempts + 1, ...(right && { verifiedAt: ctx.now }) })
    .where(and(eq(signUps.tenantId, PLATFORM_TENANT_ID), eq(signUps.id, row.id)));
  return right;
}
