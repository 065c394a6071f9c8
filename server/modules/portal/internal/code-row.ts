import { timingSafeEqual } from "node:crypto";
import { and, eq, gt, isNull, lt, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { oneTimeCodes } from "@/db/schema/identity";
import { newId } from "@/server/kernel/ids";
import { noteSecurity } from "@/server/modules/auth/note-security";
import type { Ctx } from "@/server/tenancy/context";
import type { CodeChannel } from "../rules/channels";
import { CODE_MINUTES, LINK_MINUTES, MAX_TRIES } from "../rules/code";
import { codeHash } from "./code-hash";

/** What a row holds until its code is made, and after the code was right: no hash looks like it. */
export const NO_CODE = "";
export const PROVEN = "proven";

export type CodeRow = {
  id: string;
  customerId: string | null;
  destinationHash: string | null;
  channel: CodeChannel;
};

/** A new row for a code that is yet to be made; whatever was open for the address or the customer is void from now on. */
export async function openCode(
  ctx: Ctx,
  tx: Tx,
  code: {
    customerId: string | null;
    destinationHash: string;
    channel: CodeChannel;
    hash?: string;
    id?: string;
  },
): Promise<{ id: string; expiresAt: Date }> {
  const { customerId, channel, hash = NO_CODE, id = newId() } = code;
  await tx
    .update(oneTimeCodes)
    .set({ usedAt: ctx.now })
    .where(
      and(
        eq(oneTimeCodes.tenantId, ctx.tenantId),
        eq(oneTimeCodes.audience, "customer"),
        eq(oneTimeCodes.destinationHash, code.destinationHash),
        isNull(oneTimeCodes.usedAt),
      ),
    );
  const after = (minutes: number) => new Date(ctx.now.getTime() + minutes * 60_000);
  await tx.insert(oneTimeCodes).values({
    id,
    tenantId: ctx.tenantId,
    audience: "customer",
    customerId,
    channel,
    codeHash: hash,
    destinationHash: code.destinationHash,
    // The link of the same message lives a little longer than its code.
    expiresAt: after(LINK_MINUTES),
    createdAt: ctx.now,
  });
  return { id, expiresAt: after(CODE_MINUTES) };
}

export type Tried = { outcome: "right"; row: CodeRow } | { outcome: "wrong" | "spent" };

/**
 * Counts one try of the code, then compares. Must be committed whatever it answers: the caller throws outside the
 * transaction. The caller uses a right one up.
 */
export async function tryCode(
  ctx: Ctx,
  tx: Tx,
  given: { purpose: string; requestId: string; code: string },
): Promise<Tried> {
  const youngest = new Date(ctx.now.getTime() - CODE_MINUTES * 60_000);
  const [row] = await tx
    .update(oneTimeCodes)
    .set({ attempts: sql`${oneTimeCodes.attempts} + 1` })
    .where(
      and(
        openRow(ctx),
        eq(oneTimeCodes.id, given.requestId),
        gt(oneTimeCodes.createdAt, youngest),
        lt(oneTimeCodes.attempts, MAX_TRIES),
      ),
    )
    .returning();
  if (!row) return { outcome: "spent" };
  if (!same(row.codeHash, codeHash(given.purpose, row.id, given.code))) {
    if (row.attempts >= MAX_TRIES)
      await noteSecurity(tx, ctx, { kind: "codeGuessed", customerId: row.customerId ?? undefined });
    return { outcome: "wrong" };
  }
  return { outcome: "right", row };
}

/** The row is used: neither its code nor its link opens anything again. */
export async function useUp(ctx: Ctx, tx: Tx, rowId: string): Promise<void> {
  await tx
    .update(oneTimeCodes)
    .set({ usedAt: ctx.now })
    .where(and(eq(oneTimeCodes.tenantId, ctx.tenantId), eq(oneTimeCodes.id, rowId)));
}

/** Rows of customers that still open something. */
export const openRow = (ctx: Ctx) =>
  and(
    eq(oneTimeCodes.tenantId, ctx.tenantId),
    eq(oneTimeCodes.audience, "customer"),
    isNull(oneTimeCodes.usedAt),
    gt(oneTimeCodes.expiresAt, ctx.now),
  );

function same(kept: string, given: string): boolean {
  const [one, other] = [Buffer.from(kept), Buffer.from(given)];
  return one.length === other.length && timingSafeEqual(one, other);
}
