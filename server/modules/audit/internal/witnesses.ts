import { and, asc, eq, gte, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { auditCheckpoints, eventHeads, events } from "@/db/schema/audit";
import { eventCursors } from "@/db/schema/hub";
import { type ChainPoint, GENESIS } from "../rules/chain";
import type { Checkpoint } from "../rules/checkpoint";

/** The head, and what else in the database knows how long the chain was. */
export type Witnesses = {
  head: ChainPoint;
  /** The last row of the chain, whatever the head says. */
  lastSeq: number;
  /** How far a consumer has read. */
  cursorSeq: number;
};

/** Reads all witnesses in one statement, so that they are of one instant. */
export async function readWitnesses(tx: Tx, tenantId: string): Promise<Witnesses> {
  const last = sql<string>`coalesce((select max(${events.seq}) from ${events} where ${events.tenantId} = ${tenantId}), 0)`;
  const cursor = sql<string>`coalesce((select max(${eventCursors.seq}) from ${eventCursors} where ${eventCursors.tenantId} = ${tenantId}), 0)`;
  const { rows } = await tx.execute<{
    seq: string | null;
    hash: string | null;
    last: string;
    cursor: string;
  }>(
    sql`select h.seq, h.hash, ${last} as last, ${cursor} as cursor from (select 1) one left join ${eventHeads} h on h.tenant_id = ${tenantId}`,
  );
  const [row] = rows;
  return {
    head: { seq: Number(row?.seq ?? 0), hash: row?.hash ?? GENESIS },
    lastSeq: Number(row?.last ?? 0),
    cursorSeq: Number(row?.cursor ?? 0),
  };
}

/** The tenant's checkpoints from a seq on, oldest first. */
export async function readCheckpoints(
  tx: Tx,
  tenantId: string,
  fromSeq = 0,
): Promise<Checkpoint[]> {
  const rows = await tx
    .select({
      seq: auditCheckpoints.seq,
      hash: auditCheckpoints.hash,
      keyId: auditCheckpoints.keyId,
      signature: auditCheckpoints.signature,
      at: auditCheckpoints.createdAt,
    })
    .from(auditCheckpoints)
    .where(and(eq(auditCheckpoints.tenantId, tenantId), gte(auditCheckpoints.seq, fromSeq)))
    .orderBy(asc(auditCheckpoints.seq));
  return rows.map((row) => ({ ...row, tenantId }));
}
