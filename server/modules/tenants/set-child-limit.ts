import { and, eq } from "drizzle-orm";
import { tenants } from "@/db/schema/tenants";
import { authorize } from "@/server/auth/authorize";
import { NotFound } from "@/server/kernel/errors";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx } from "@/server/tenancy/context";
import { lockReseller, requireGivable } from "./internal/child-limits";
import { requireFlag } from "./is-enabled";
import { saveLimit } from "./save-limit";
import type { SetChildLimitInput } from "./schema";

/** A reseller changes what one of its children may use. Throws NotFound for a tenant that is not its child, Invalid above its own. */
export async function setChildLimit(ctx: Ctx, input: SetChildLimitInput): Promise<void> {
  authorize(ctx, "reseller.manage");
  const { childTenantId, resource, maximum } = input;
  await asPlatform(ctx, "reseller changes a child's limit", async (tx) => {
    await lockReseller(ctx, tx);
    await requireFlag(ctx, tx, "resellers");
    const children = await tx
      .select({ id: tenants.id })
      .from(tenants)
      .where(and(eq(tenants.id, childTenantId), eq(tenants.parentTenantId, ctx.tenantId)));
    if (children.length === 0) throw new NotFound("tenant");
    await requireGivable(ctx, tx, { [resource]: maximum }, [resource], childTenantId);
    await saveLimit({ ...ctx, tenantId: childTenantId }, tx, { resource, maximum });
  });
}
