import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { saasPlans, tenants } from "@/db/schema/tenants";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { changesOf } from "@/server/kernel/changes";
import { PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { countUsage } from "@/server/modules/tenants/count-usage";
import { RESOURCE_NAMES } from "@/server/modules/tenants/rules/resources";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx } from "@/server/tenancy/context";
import type { UpsertPlanInput } from "./schema";

/**
 * Makes a plan or changes the one of that code. Limits that shrink delete nothing; tenants already at them are warned
 * now, in the same transaction.
 */
export async function upsertPlan(ctx: Ctx, input: UpsertPlanInput): Promise<void> {
  authorize(ctx, "platform.plan.manage");
  const own = { ...ctx, tenantId: PLATFORM_TENANT_ID };
  await asPlatform(own, `save plan ${input.code}`, async (tx) => {
    const before = await fetchByCode(tx, input.code);
    const changed = changesOf(before ?? {}, input);
    if (!changed) return;
    const [saved] = await tx
      .insert(saasPlans)
      .values({ ...input, createdAt: ctx.now })
      .onConflictDoUpdate({ target: saasPlans.code, set: input })
      .returning({ id: saasPlans.id });
    if (!saved) throw new Error("upsert gave no row");
    record(own, "saasPlan.saved", {
      entity: { type: "saasPlan", id: saved.id },
      payload: changed,
    });
    if ("limits" in changed.after) await warnTenants(ctx, tx, saved.id);
  });
}

async function fetchByCode(tx: Tx, code: string): Promise<UpsertPlanInput | undefined> {
  const [plan] = await tx
    .select({
      code: saasPlans.code,
      name: saasPlans.name,
      priceMinor: saasPlans.priceMinor,
      currency: saasPlans.currency,
      limits: saasPlans.limits,
      public: saasPlans.public,
    })
    .from(saasPlans)
    .where(eq(saasPlans.code, code))
    .for("update");
  return plan;
}

async function warnTenants(ctx: Ctx, tx: Tx, planId: string): Promise<void> {
  const onPlan = await tx
    .select({ id: tenants.id })
    .from(tenants)
    .where(eq(tenants.saasPlanId, planId));
  for (const { id } of onPlan)
    for (const resource of RESOURCE_NAMES)
      await countUsage({ ...ctx, tenantId: id }, tx, resource, 0);
}
