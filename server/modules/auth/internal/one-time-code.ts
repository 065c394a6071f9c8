import { randomInt } from "node:crypto";
import { and, eq, gt, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { oneTimeCodes } from "@/db/schema/identity";
import { keyedHash } from "@/server/auth/derived-key";
import { composition } from "@/server/composition";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { noteSecurity } from "../note-security";

export const CODE_MINUTES = 10;
const TRIES_MAX = 5;

/** Six digits for a member's phone, or for nobody's: the row is made all the same. Its id is the handle that the asking browser holds. */
export async function newStaffCode(
  tx: Tx,
  ctx: Ctx,
  to: { phone: string; membershipId: string | undefined },
): Promise<{ codeId: string; code: string; expiresAt: Date }> {
  const codeId = newId();
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  const expiresAt = new Date(ctx.now.getTime() + CODE_MINUTES * 60_000);
  await tx.insert(oneTimeCodes).values({
    id: codeId,
    tenantId: ctx.tenantId,
    audience: "staff",
    membershipId: to.membershipId ?? null,
    channel: "sms",
    codeHash: hashOf(codeId, code),
    destinationHash: keyedHash(composition().env.TRAMA_MASTER_KEY, "auth.destination", to.phone),
    expiresAt,
    createdAt: ctx.now,
  });
  return { codeId, code, expiresAt };
}

/**
 * Uses a code up and gives its member; counts a wrong try (the caller must commit it). Undefined for wrong, unknown,
 * used, expired, tried five times, or a code that was nobody's.
 */
export async function spendStaffCode(
  tx: Tx,
  ctx: Ctx,
  input: { codeId: string; code: string },
): Promise<string | undefined> {
  const [row] = await tx
    .update(oneTimeCodes)
    .set({ attempts: sql`${oneTimeCodes.attempts} + 1` })
    .where(
      and(
        eq(oneTimeCodes.tenantId, ctx.tenantId),
        eq(oneTimeCodes.id, input.codeId),
        eq(oneTimeCodes.audience, "staff"),
        isNull(oneTimeCodes.usedAt),
        gt(oneTimeCodes.expiresAt, ctx.now),
        sql`${oneTimeCodes.attempts} < ${TRIES_MAX}`,
      ),
    )
    .returning();
  if (!row) return undefined;
  if (row.codeHash !== hashOf(row.id, input.code.replace(/\s/g, ""))) {
    if (row.attempts >= TRIES_MAX && row.membershipId)
      await noteSecurity(tx, ctx, { kind: "codeGuessed", membershipId: row.membershipId });
    return undefined;
  }
  await tx
    .update(oneTimeCodes)
    .set({ usedAt: ctx.now })
    .where(and(eq(oneTimeCodes.id, row.id), eq(oneTimeCodes.tenantId, ctx.tenantId)));
  return row.membershipId ?? undefined;
}

/** Both sides are keyed hashes of 256 bits: comparing them in plain tells nothing of the code. */
const hashOf = (codeId: string, code: string): string =>
  keyedHash(composition().env.TRAMA_MASTER_KEY, "auth.staffCode", `${codeId}:${code}`);
