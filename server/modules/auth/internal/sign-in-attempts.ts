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
import { accountDelaySeconds, signInDelaySeconds } from "../rules/sign-in";
import { hashDevice } from "./known-device";

/** Failures are forgotten after a day without any. */
const MEMORY = sql`interval '1 day'`;

/** In the place of an address: the account's failures from everywhere but browsers that it knows. */
const EVERYWHERE = "everywhere";

/**
 * Counts one try of the account from this address, and from all unknown browsers together, as a failure until proven
 * otherwise. Throws TooManyRequests while the account must wait (and then counts nothing, so that waiting ends); a
 * browser that the account has used never waits for what strangers did. Gives the delay that this try brings about.
 */
export async function chargeAttempt(ctx: Ctx, email: string): Promise<{ delaySeconds: number }> {
  const known = await isKnownDevice(ctx, email);
  const outcome = await inTenant(ctx, async (tx) => {
    const row = await lockAttempts(tx, ctx, email);
    const all = await lockAttempts(tx, ctx, email, EVERYWHERE);
    const until = Math.max(row.nextAllowedAt.getTime(), known ? 0 : all.nextAllowedAt.getTime());
    const wait = Math.ceil((until - ctx.now.getTime()) / 1000);
    if (wait > 0) return { wait, delaySeconds: 0 };
    const delay = signInDelaySeconds(row.failures + 1);
    await countFailure(tx, ctx, row, delay);
    await countFailure(tx, ctx, all, known ? 0 : accountDelaySeconds(all.failures + 1), known);
    // Every fifth slowed-down failure is a fact; each one would let a stranger fill the chain.
    if (delay > 0 && row.failures % 5 === 4)
      record(ctx, "signIn.delayed", {
        entity: { type: "signInAttempt", id: row.id },
        payload: { failures: row.failures + 1 },
      });
    return { wait: 0, delaySeconds: delay };
  });
  if (outcome.wait > 0) throw new TooManyRequests(outcome.wait);
  return { delaySeconds: outcome.delaySeconds };
}

/** Has the account, if there is one, been used in this browser? One query, whoever asks about whom. */
async function isKnownDevice(ctx: Ctx, email: string): Promise<boolean> {
  const hash = hashDevice(ctx.deviceToken ?? "");
  const { rows } = await inTenant(ctx, (tx) =>
    tx.execute(sql`select 1 from devices d
      join memberships m on m.id = d.membership_id and m.tenant_id = d.tenant_id
      join users u on u.id = m.user_id
      where d.tenant_id = ${ctx.tenantId} and d.token_hash = ${hash} and u.email = ${email}`),
  );
  return rows.length > 0;
}

async function countFailure(
  tx: Tx,
  ctx: Ctx,
  row: Row,
  delaySeconds: number,
  spared = false,
): Promise<void> {
  await tx
    .update(signInAttempts)
    .set({
      failures: row.failures + (spared ? 0 : 1),
      nextAllowedAt: spared ? row.nextAllowedAt : new Date(ctx.now.getTime() + delaySeconds * 1000),
      updatedAt: ctx.now,
    })
    .where(and(eq(signInAttempts.id, row.id), eq(signInAttempts.tenantId, ctx.tenantId)));
}

/** The password was right: nothing is held against the account from this address. */
export async function forgetAttempts(tx: Tx, ctx: Ctx, email: string): Promise<void> {
  await tx.delete(signInAttempts).where(ofCaller(ctx, email));
}

type Row = { id: string; failures: number; nextAllowedAt: Date };

/** The row of account and address, made when absent, reset when old; locked so that guesses queue up. */
async function lockAttempts(
  tx: Tx,
  ctx: Ctx,
  email: string,
  place = networkOf(ctx.ip ?? "none"),
): Promise<Row> {
  const { accountHash, ipHash } = hashes(ctx, email, place);
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
  const { accountHash, ipHash } = hashes(ctx, email, networkOf(ctx.ip ?? "none"));
  return and(
    eq(signInAttempts.tenantId, ctx.tenantId),
    eq(signInAttempts.accountHash, accountHash),
    eq(signInAttempts.ipHash, ipHash),
  );
}

function hashes(_ctx: Ctx, email: string, place: string): { accountHash: string; ipHash: string } {
  const { TRAMA_MASTER_KEY } = composition().env;
  return {
    accountHash: keyedHash(TRAMA_MASTER_KEY, "sign-in.account", email),
    ipHash: keyedHash(TRAMA_MASTER_KEY, "sign-in.ip", place),
  };
}
