import { createHash, randomBytes } from "node:crypto";
import { and, eq, gt, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { authChallenges } from "@/db/schema/identity";
import type { Ctx } from "@/server/tenancy/context";

type Kind = typeof authChallenges.$inferSelect.kind;
export type Challenge = {
  id: string;
  membershipId: string | null;
  data: Record<string, unknown>;
  attempts: number;
};

/** Long enough to take out a phone. */
const LIFE_SECONDS = 300;
export const ATTEMPTS_MAX = 5;

/** Begins something that the browser must finish within five minutes (or `lifeSeconds`); the token is all it holds. */
export async function openChallenge(
  tx: Tx,
  ctx: Ctx,
  given: {
    kind: Kind;
    membershipId?: string | undefined;
    data: Record<string, unknown>;
    lifeSeconds?: number;
  },
): Promise<{ token: string; expiresAt: Date }> {
  const token = randomBytes(32).toString("base64url");
  const expiresAt = new Date(ctx.now.getTime() + (given.lifeSeconds ?? LIFE_SECONDS) * 1000);
  await tx.insert(authChallenges).values({
    tenantId: ctx.tenantId,
    kind: given.kind,
    membershipId: given.membershipId ?? null,
    tokenHash: hashToken(token),
    data: given.data,
    expiresAt,
    createdAt: ctx.now,
  });
  return { token, expiresAt };
}

/**
 * Counts one try and gives the challenge, locked until the transaction ends; undefined when it is unknown, over, used,
 * of another kind, or was tried five times. The caller must commit a failed try.
 */
export async function tryChallenge(
  tx: Tx,
  ctx: Ctx,
  kind: Kind,
  token: string,
): Promise<Challenge | undefined> {
  const [row] = await tx
    .update(authChallenges)
    .set({ attempts: sql`${authChallenges.attempts} + 1` })
    .where(
      and(
        eq(authChallenges.tenantId, ctx.tenantId),
        eq(authChallenges.tokenHash, hashToken(token)),
        eq(authChallenges.kind, kind),
        isNull(authChallenges.usedAt),
        gt(authChallenges.expiresAt, ctx.now),
        sql`${authChallenges.attempts} < ${ATTEMPTS_MAX}`,
      ),
    )
    .returning({
      id: authChallenges.id,
      membershipId: authChallenges.membershipId,
      data: authChallenges.data,
      attempts: authChallenges.attempts,
    });
  return row;
}

/** It has done its work. */
export async function closeChallenge(tx: Tx, ctx: Ctx, challenge: { id: string }): Promise<void> {
  await tx
    .update(authChallenges)
    .set({ usedAt: ctx.now })
    .where(and(eq(authChallenges.id, challenge.id), eq(authChallenges.tenantId, ctx.tenantId)));
}

/** Adds to what the challenge remembers. */
export async function noteInChallenge(
  tx: Tx,
  ctx: Ctx,
  challenge: Challenge,
  data: Record<string, unknown>,
): Promise<void> {
  await tx
    .update(authChallenges)
    .set({ data: { ...challenge.data, ...data } })
    .where(and(eq(authChallenges.id, challenge.id), eq(authChallenges.tenantId, ctx.tenantId)));
}

const hashToken = (token: string): string => createHash("sha256").update(token).digest("hex");
