import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { recoveryCodes } from "@/db/schema/identity";
import { keyedHash } from "@/server/auth/derived-key";
import { composition } from "@/server/composition";
import type { Ctx } from "@/server/tenancy/context";
import { newRecoveryCodes, normalRecoveryCode } from "../rules/recovery-code";

/** Ten new codes in the place of all earlier ones; shown once. */
export async function newRecoverySheet(tx: Tx, ctx: Ctx, membershipId: string): Promise<string[]> {
  await dropRecoverySheet(tx, ctx, membershipId);
  const codes = newRecoveryCodes();
  await tx.insert(recoveryCodes).values(
    codes.map((code) => ({
      tenantId: ctx.tenantId,
      membershipId,
      codeHash: hashOf(membershipId, code),
      createdAt: ctx.now,
    })),
  );
  return codes;
}

export async function dropRecoverySheet(tx: Tx, ctx: Ctx, membershipId: string): Promise<void> {
  await tx
    .delete(recoveryCodes)
    .where(
      and(eq(recoveryCodes.tenantId, ctx.tenantId), eq(recoveryCodes.membershipId, membershipId)),
    );
}

/** Uses a code up; false when it is none of the member's, or was used. Two at once: one wins. */
export async function spendRecoveryCode(
  tx: Tx,
  ctx: Ctx,
  membershipId: string,
  code: string,
): Promise<boolean> {
  const spent = await tx
    .update(recoveryCodes)
    .set({ usedAt: ctx.now })
    .where(
      and(
        eq(recoveryCodes.tenantId, ctx.tenantId),
        eq(recoveryCodes.membershipId, membershipId),
        eq(recoveryCodes.codeHash, hashOf(membershipId, code)),
        isNull(recoveryCodes.usedAt),
      ),
    )
    .returning({ id: recoveryCodes.id });
  return spent.length > 0;
}

const hashOf = (membershipId: string, code: string): string =>
  keyedHash(
    composition().env.TRAMA_MASTER_KEY,
    "auth.recoveryCode",
    `${membershipId}:${normalRecoveryCode(code)}`,
  );
