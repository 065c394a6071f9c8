import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { taxClasses, taxRates } from "@/db/schema/catalog";
import { record } from "@/server/events/record";
import type { Ctx } from "@/server/tenancy/context";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import { taxPackOf } from "../rules/tax-packs";

/**
 * Gives a tenant without any tax class those of its country, with their dated rates and the law behind each; a tenant
 * that has one keeps what it has. Returns the usual class's id. Safe to call at once from two sides.
 */
export async function ensureTaxDefaults(ctx: Ctx, tx: Tx): Promise<string> {
  const known = await usualClass(ctx, tx);
  if (known) return known;
  const { country } = await tenantFacts(ctx, tx);
  for (const [place, { code, name, rates }] of taxPackOf(country).entries()) {
    const { tenantId, now } = ctx;
    const [made] = await tx
      .insert(taxClasses)
      .values({ tenantId, code, name, isDefault: place === 0, createdAt: now })
      .onConflictDoNothing()
      .returning({ id: taxClasses.id });
    if (!made) continue;
    const dated = rates.map(({ rate, from, source }) => ({
      ...{ tenantId, taxClassId: made.id, createdAt: now },
      ...{ rate, validFrom: from, source },
    }));
    await tx.insert(taxRates).values(dated);
    record(ctx, "taxClass.created", {
      entity: { type: "taxClass", id: made.id },
      payload: { code, name },
    });
  }
  const usual = await usualClass(ctx, tx);
  if (!usual) throw new Error("a tenant whose tax classes have no usual one");
  return usual;
}

async function usualClass(ctx: Ctx, tx: Tx): Promise<string | undefined> {
  const [row] = await tx
    .select({ id: taxClasses.id })
    .from(taxClasses)
    .where(and(eq(taxClasses.tenantId, ctx.tenantId), sql`${taxClasses.isDefault}`));
  return row?.id;
}
