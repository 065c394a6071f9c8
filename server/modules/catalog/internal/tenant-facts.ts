import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { tenants } from "@/db/schema/tenants";
import { type Day, dayIn } from "@/server/kernel/day";
import type { Ctx } from "@/server/tenancy/context";

/** What the catalogue needs of its tenant. */
export type TenantFacts = {
  country: string;
  currency: string;
  timeZone: string;
  locale: string;
  /** Its calendar's day now. */
  today: Day;
};

/** The tenant's place and its day. */
export async function tenantFacts(ctx: Ctx, tx: Tx): Promise<TenantFacts> {
  const { country, currency, timeZone, locale } = tenants;
  const [row] = await tx
    .select({ country, currency, timeZone, locale })
    .from(tenants)
    .where(eq(tenants.id, ctx.tenantId));
  if (!row) throw new Error("a tenant without its row");
  return { ...row, today: dayIn(row.timeZone, ctx.now) };
}
