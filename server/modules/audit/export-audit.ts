import { and, asc, eq, gt, lte } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { events } from "@/db/schema/audit";
import { authorize } from "@/server/auth/authorize";
import { readHeadSeq } from "@/server/events/read-events";
import { record } from "@/server/events/record";
import { newId } from "@/server/kernel/ids";
import { noteSecurity } from "@/server/modules/auth/note-security";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { signingKey } from "./internal/signing-key";
import { readCheckpoints } from "./internal/witnesses";
import { makeCheckpoint } from "./make-checkpoint";
import { checkpointText, spki } from "./rules/checkpoint";

const PAGE = 2_000;
/** From so many rows on an export is told in the security log. */
const MASS = 500;

/**
 * The whole chain as JSON lines that `scripts/audit-verify.mjs` checks without the app: a header with the public key,
 * every fact, every signed checkpoint, the last one made for this export. Personal data is not in it.
 * The export is itself a fact, the last one of what it holds. Short transactions, one page in memory at a time.
 */
export async function* exportAudit(ctx: Ctx): AsyncGenerator<string> {
  authorize(ctx, "audit.export");
  await inTenant(ctx, async (tx) => {
    const afterSeq = await readHeadSeq(tx, ctx.tenantId);
    record(ctx, "audit.exported", {
      entity: { type: "auditExport", id: newId() },
      payload: { fromSeq: 1, afterSeq },
    });
    if (afterSeq > MASS) await noteMassExport(tx, ctx, afterSeq);
  });
  await makeCheckpoint(ctx);
  const checkpoints = await inTenant(ctx, (tx) => readCheckpoints(tx, ctx.tenantId));
  const last = checkpoints.at(-1)?.seq ?? 0;
  yield line({ type: "header", format: "trama-audit/1", tenant: ctx.tenantId, ...ownKey(), last });
  for (let after = 0; after < last; after += PAGE) {
    const rows = await inTenant(ctx, (tx) => page(tx, ctx.tenantId, after, last));
    yield rows.map((row) => line({ type: "event", ...row })).join("");
  }
  for (const { signature, ...rest } of checkpoints)
    yield line({ type: "checkpoint", text: checkpointText(rest), signature });
}

function noteMassExport(tx: Tx, ctx: Ctx, rows: number): Promise<unknown> {
  const membershipId = ctx.actor.kind === "user" ? ctx.actor.membershipId : undefined;
  return noteSecurity(tx, ctx, {
    kind: "massExport",
    membershipId,
    details: { what: "audit", rows },
  });
}

const line = (value: object) => `${JSON.stringify(value)}\n`;

function ownKey(): { keyId: string; publicKey: string } {
  const { publicKey, keyId } = signingKey();
  return { keyId, publicKey: spki(publicKey).toString("base64") };
}

const page = (tx: Tx, tenantId: string, after: number, upTo: number) =>
  tx
    .select({
      seq: events.seq,
      id: events.id,
      name: events.name,
      entityType: events.entityType,
      entityId: events.entityId,
      occurredAt: events.occurredAt,
      body: events.body,
      prevHash: events.prevHash,
      hash: events.hash,
    })
    .from(events)
    .where(
      and(
        eq(events.tenantId, tenantId),
        gt(events.seq, after),
        lte(events.seq, Math.min(upTo, after + PAGE)),
      ),
    )
    .orderBy(asc(events.seq));
