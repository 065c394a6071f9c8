import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { priceBooks } from "@/db/schema/catalog";
import { record } from "@/server/events/record";
import type { Ctx } from "@/server/tenancy/context";

/** Makes room for another default book when one is wanted; says whether the tenant has none. */
export async function freeDefault(ctx: Ctx, tx: Tx, wanted: boolean): Promise<boolean> {
  const own = and(eq(priceBooks.tenantId, ctx.tenantId), sql`${priceBooks.isDefault}`);
  const rows = await tx.select({ id: priceBooks.id }).from(priceBooks).where(own).for("update");
  if (!wanted) return rows.length === 0;
  await tx.update(priceBooks).set({ isDefault: false }).where(own);
  for (const { id } of rows)
    record(ctx, "priceBook.updated", {
      entity: { type: "priceBook", id },
      payload: { before: { isDefault: true }, after: { isDefault: false } },
    });
  return rows.length === 0;
}
