import { desc, eq } from "drizzle-orm";
import { auditCheckpoints, auditVerifications } from "@/db/schema/audit";
import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readWitnesses } from "./internal/witnesses";
import type { AuditStatusDto } from "./schema";

/** Where the chain ends, when it was last verified with what result, and its latest signed checkpoints (30). */
export function getAuditStatus(ctx: Ctx): Promise<AuditStatusDto> {
  authorize(ctx, "audit.read");
  return inTenant(ctx, async (tx) => {
    const { head } = await readWitnesses(tx, ctx.tenantId);
    const [last] = await tx
      .select({
        id: auditVerifications.id,
        ok: auditVerifications.ok,
        checkedSeq: auditVerifications.checkedSeq,
        problems: auditVerifications.problems,
        createdAt: auditVerifications.createdAt,
      })
      .from(auditVerifications)
      .where(eq(auditVerifications.tenantId, ctx.tenantId))
      .orderBy(desc(auditVerifications.createdAt))
      .limit(1);
    const checkpoints = await tx
      .select({
        seq: auditCheckpoints.seq,
        hash: auditCheckpoints.hash,
        keyId: auditCheckpoints.keyId,
        signature: auditCheckpoints.signature,
        location: auditCheckpoints.location,
        createdAt: auditCheckpoints.createdAt,
      })
      .from(auditCheckpoints)
      .where(eq(auditCheckpoints.tenantId, ctx.tenantId))
      .orderBy(desc(auditCheckpoints.seq))
      .limit(30);
    return {
      headSeq: head.seq,
      headHash: head.hash,
      lastVerification: last ? { ...last, createdAt: last.createdAt.toISOString() } : null,
      checkpoints: checkpoints.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })),
    };
  });
}
