import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { tenants } from "@/db/schema/tenants";
import { type Day, dayIn } from "@/server/kernel/day";
import type { Ctx } from "@/server/tenancy/context";

/** Where a tenant is, what it counts in, and what day it is there. */
export type TenantFacts = {
  /** ISO 3166-1 alpha-2. */
  country: string;
  /** ISO 4217: what its books are in. */
  currency: string;
  /** IANA. */
  timeZone: string;
  locale: string;
  /** Its calendar's day now. */
  today: Day;
};

/** The one reader of the tenant's place, currency and calendar at the call's instant. */
export async function tenantFacts(ctx: Ctx, tx: Tx): Promise<TenantFacts> {
  const { country, currency, timeZone, locale } = tenants;
  const [row] = await tx
    .select({ country, currency, timeZone, locale })
    .from(tenants)
    .where(eq(tenants.id, ctx.tenantId));
  if (!row) throw new Error("a tenant without its row");
  return { ...row, today: dayIn(row.timeZone, ctx.now) };
}
