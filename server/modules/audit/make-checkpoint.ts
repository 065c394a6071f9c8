import { auditCheckpoints } from "@/db/schema/audit";
import { authorize } from "@/server/auth/authorize";
import { Conflict } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { putCheckpointOutside } from "./internal/outside-checkpoint";
import { signingKey } from "./internal/signing-key";
import { readCheckpoints } from "./internal/witnesses";
import { type Checkpoint, signCheckpoint } from "./rules/checkpoint";
import { verifyChain } from "./verify-chain";

/**
 * Verifies what was added since the last checkpoint and signs where the chain ends now; the statement goes to the
 * file store first, then to the database. Undefined when nothing was added. Throws `Conflict` rather than sign a
 * chain that is broken.
 */
export async function makeCheckpoint(ctx: Ctx): Promise<Checkpoint | undefined> {
  authorize(ctx, "audit.read");
  const last = (await inTenant(ctx, (tx) => readCheckpoints(tx, ctx.tenantId))).at(-1);
  const report = await verifyChain(ctx, last && { seq: last.seq, hash: last.hash });
  if (!report.ok)
    throw new Conflict("audit_chain_broken", {}, { detail: JSON.stringify(report.problems[0]) });
  if (report.checked.seq === (last?.seq ?? 0)) return undefined;
  const { privateKey, keyId } = signingKey();
  const { tenantId } = ctx;
  const checkpoint = signCheckpoint(privateKey, {
    ...report.checked,
    tenantId,
    at: ctx.now,
    keyId,
  });
  const location = await putCheckpointOutside(checkpoint);
  await inTenant(ctx, async (tx) => {
    const { seq, hash, signature, at } = checkpoint;
    await tx
      .insert(auditCheckpoints)
      .values({ tenantId, seq, hash, signature, keyId, location, createdAt: at })
      .onConflictDoNothing();
  });
  return checkpoint;
}
