import { and, eq } from "drizzle-orm";
import { tenantDomains } from "@/db/schema/tenants";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { countUsage } from "./count-usage";
import type { DomainIdInput } from "./schema";

/** Gives up a claim; the host serves nothing within a second. Throws `NotFound`. */
export async function removeDomain(ctx: Ctx, input: DomainIdInput): Promise<void> {
  authorize(ctx, "domain.manage");
  await inTenant(ctx, async (tx) => {
    const [gone] = await tx
      .delete(tenantDomains)
      .where(and(eq(tenantDomains.tenantId, ctx.tenantId), eq(tenantDomains.id, input.domainId)))
      .returning({ id: tenantDomains.id, host: tenantDomains.host, face: tenantDomains.face });
    if (!gone) throw new NotFound("domain");
    await countUsage(ctx, tx, "domains", -1);
    record(ctx, "domain.removed", {
      entity: { type: "domain", id: gone.id },
      payload: { host: gone.host, face: gone.face },
    });
  });
}
