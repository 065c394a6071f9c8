import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { tenantFlags } from "@/db/schema/tenants";
import { Forbidden } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { type Flag, FLAGS } from "./flags";

/** Is the feature on for this tenant? Joins an open transaction where there is one. */
export async function isEnabled(ctx: Ctx, flag: Flag): Promise<boolean> {
  return inTenant(ctx, (tx) => readFlag(ctx, tx, flag));
}

/** `isEnabled` inside a transaction of either role. */
export async function readFlag(ctx: Pick<Ctx, "tenantId">, tx: Tx, flag: Flag): Promise<boolean> {
  const [row] = await tx
    .select({ enabled: tenantFlags.enabled })
    .from(tenantFlags)
    .where(and(eq(tenantFlags.tenantId, ctx.tenantId), eq(tenantFlags.flag, flag)));
  return row?.enabled ?? FLAGS[flag];
}

/** Throws `Forbidden("feature_off")` unless the feature is on for the tenant. */
export async function requireFlag(ctx: Ctx, tx: Tx, flag: Flag): Promise<void> {
  if (!(await readFlag(ctx, tx, flag))) throw new Forbidden("feature_off", { feature: flag });
}
