import { createHash } from "node:crypto";
import { and, eq, lt, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { idempotencyKeys } from "@/db/schema/operations";
import { canonicalJson } from "@/server/kernel/canonical-json";
import { Conflict, Invalid } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { openJson, sealJson } from "@/server/secrets/seal";
import { actorId, type Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";

/** How long a first answer is replayed (as Stripe: 24 h). */
const KEPT_MS = 24 * 3_600_000;

export type Answer = { value: unknown; replayed: boolean };
type Call = { key: string; operation: string; input: unknown };

/**
 * Runs `work` once per key, actor and operation: later calls get the first answer. The answer is kept in the
 * very transaction in which `work` takes effect, so a crash leaves both or neither. Errors are not kept:
 * they left nothing behind. Throws Invalid(idempotency_key_reused) for another body, Conflict while the first runs.
 */
export function idempotently(ctx: Ctx, call: Call, work: () => Promise<unknown>): Promise<Answer> {
  if (!/^[\x21-\x7e]{1,255}$/.test(call.key)) throw new Invalid("idempotency_key_invalid");
  const identity = {
    tenantId: ctx.tenantId,
    actorId: actorId(ctx.actor),
    operation: call.operation,
    key: call.key,
  };
  const requestHash = createHash("sha256")
    .update(canonicalJson(call.input ?? null))
    .digest("hex");
  return inTenant(ctx, async (tx) => {
    const same = matching(identity);
    // One after the other in the database, in one round trip: who finds the lock taken leaves, and nothing stays.
    const [, , [known]] = await Promise.all([
      lockOrRefuse(tx, JSON.stringify(Object.values(identity))),
      tx.delete(idempotencyKeys).where(and(same, lt(idempotencyKeys.expiresAt, ctx.now))),
      tx
        .select({
          id: idempotencyKeys.id,
          requestHash: idempotencyKeys.requestHash,
          responseSealed: idempotencyKeys.responseSealed,
        })
        .from(idempotencyKeys)
        .where(same),
    ]);
    if (known && known.requestHash !== requestHash) throw new Invalid("idempotency_key_reused");
    if (known) {
      const value = await openJson(ctx, tx, placeOf(known.id), known.responseSealed);
      return { value, replayed: true };
    }
    const value = (await work()) ?? {};
    const id = newId();
    await tx.insert(idempotencyKeys).values({
      ...identity,
      id,
      requestHash,
      status: "done",
      // The answer may hold a secret that is shown once (a webhook's signing key).
      responseSealed: await sealJson(ctx, tx, placeOf(id), value),
      responseStatus: 200,
      createdAt: ctx.now,
      expiresAt: new Date(ctx.now.getTime() + KEPT_MS),
    });
    return { value, replayed: false };
  });
}

const placeOf = (rowId: string) => ({
  table: "idempotency_keys",
  column: "response",
  rowId,
});

/** One at a time: whoever comes while the first runs is told so instead of waiting on a connection. */
async function lockOrRefuse(tx: Tx, name: string): Promise<void> {
  const { rows } = await tx.execute<{ free: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as free`,
  );
  if (!rows[0]?.free) throw new Conflict("idempotency_in_progress", {}, { retryAfterSeconds: 1 });
}

const matching = (identity: Record<"tenantId" | "actorId" | "operation" | "key", string>) =>
  and(
    eq(idempotencyKeys.tenantId, identity.tenantId),
    eq(idempotencyKeys.actorId, identity.actorId),
    eq(idempotencyKeys.operation, identity.operation),
    eq(idempotencyKeys.key, identity.key),
  );
