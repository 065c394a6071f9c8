import { auditVerifications } from "@/db/schema/audit";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { newId } from "@/server/kernel/ids";
import { log } from "@/server/log";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { VerificationDto } from "./schema";
import { verifyChain } from "./verify-chain";

/** Verifies the whole chain and keeps the result; a broken chain is a fact of its own and an error in the log. */
export async function runVerification(ctx: Ctx): Promise<VerificationDto> {
  authorize(ctx, "audit.read");
  const { ok, checked, problems } = await verifyChain(ctx);
  const id = newId();
  await inTenant(ctx, async (tx) => {
    const { tenantId, now: createdAt } = ctx;
    await tx
      .insert(auditVerifications)
      .values({ id, tenantId, ok, checkedSeq: checked.seq, problems, createdAt });
    if (ok) return;
    record(ctx, "audit.chain.broken", {
      entity: { type: "auditVerification", id },
      payload: { problems: problems.length, firstSeq: problems[0]?.seq ?? null },
    });
  });
  if (!ok) log.error({ tenantId: ctx.tenantId, problems }, "audit chain is broken");
  return { id, ok, checkedSeq: checked.seq, problems, createdAt: ctx.now.toISOString() };
}
