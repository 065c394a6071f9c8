import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { signInAttempts } from "@/db/schema/auth";
import { keyedHash } from "@/server/auth/derived-key";
import { composition } from "@/server/composition";
import { record } from "@/server/events/record";
import { TooManyRequests } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { networkOf } from "@/server/rate-limit/network-of";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { signInDelaySeconds } from "../rules/sign-in";

/** Failures are forgotten after a day without any. */
const MEMORY = sql`interval '1 day'`;

/**
 * Counts one try of the account from this address as a failure until proven otherwise.
 * Throws TooManyRequests while the account must wait (and then counts nothing, so that waiting ends).
 */
export async function chargeAttempt(ctx: Ctx, email: string): Promise<void> {
  const waitSeconds = await inTenant(ctx, async (tx) => {
    const row = await lockAttempts(tx, ctx, email);
    const wait = Math.ceil((row.nextAllowedAt.getTime() - ctx.now.getTime()) / 1000);
    if (wait > 0) return wait;
    const delay = signInDelaySeconds(row.failures + 1);
    await tx
      .update(signInAttempts)
      .set({
        failures: row.failures + 1,
        nextAllowedAt: new Date(ctx.now.getTime() + delay * 1000),
        updatedAt: ctx.now,
      })
      .where(and(eq(signInAttempts.id, row.id), eq(signInAttempts.tenantId, ctx.tenantId)));
    // Every fifth slowed-down failure is a fact; each one would let a stranger fill the chain.
    if (delay > 0 && row.failures % 5 === 4)
      record(ctx, "signIn.delayed", {
        entity: { type: "signInAttempt", id: row.id },
        payload: { failures: row.failures + 1 },
      });
    return 0;
  });
  if (waitSeconds > 0) throw new TooManyRequests(waitSeconds);
}

/** The password was right: nothing is held against the account from this address. */
export async function forgetAttempts(tx: Tx, ctx: Ctx, email: string): Promise<void> {
  await tx.delete(signInAttempts).where(ofCaller(ctx, email));
}

type Row = { id: string; failures: number; nextAllowedAt: Date };

/** The row of account and address, made when absent, reset when old; locked so that guesses queue up. */
async function lockAttempts(tx: Tx, ctx: Ctx, email: string): Promise<Row> {
  const { accountHash, ipHash } = hashes(ctx, email);
  const at = ctx.now.toISOString();
  const [row] = await tx
    .insert(signInAttempts)
    .values({
      id: newId(),
      tenantId: ctx.tenantId,
      accountHash,
      ipHash,
      nextAllowedAt: ctx.now,
      updatedAt: ctx.now,
    })
    .onConflictDoUpdate({
      target: [signInAttempts.tenantId, signInAttempts.accountHash, signInAttempts.ipHash],
      set: {
        failures: sql`case when ${signInAttempts.updatedAt} < ${at}::timestamptz - ${MEMORY} then 0 else ${signInAttempts.failures} end`,
      },
    })
    .returning({
      id: signInAttempts.id,
      failures: signInAttempts.failures,
      nextAllowedAt: signInAttempts.nextAllowedAt,
    });
  if (!row) throw new Error("upsert gave no row");
  return row;
}

function ofCaller(ctx: Ctx, email: string) {
  const { accountHash, ipHash } = hashes(ctx, email);
  return and(
    eq(signInAttempts.tenantId, ctx.tenantId),
    eq(signInAttempts.accountHash, accountHash),
    eq(signInAttempts.ipHash, ipHash),
  );
}

function hashes(ctx: Ctx, email: string): { accountHash: string; ipHash: string } {
  const { TRAMA_MASTER_KEY } = composition().env;
  return {
    accountHash: keyedHash(TRAMA_MASTER_KEY, "sign-in.account", email),
    ipHash: keyedHash(TRAMA_MASTER_KEY, "sign-in.ip", networkOf(ctx.ip ?? "none")),
  };
}
