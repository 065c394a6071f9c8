import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { priceBooks } from "@/db/schema/catalog";
import { record } from "@/server/events/record";
import type { Ctx } from "@/server/tenancy/context";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";

const NAMES: Readonly<Record<string, string>> = { es: "Precios", en: "Prices", pt: "Preços" };

/** The default book's id and currency; a tenant without one gets it, in its own currency with the tax inside. */
export async function ensureDefaultBook(
  ctx: Ctx,
  tx: Tx,
): Promise<{ id: string; currency: string; name: string }> {
  const known = await defaultBook(ctx, tx);
  if (known) return known;
  const { currency, locale } = await tenantFacts(ctx, tx);
  const name = NAMES[locale] ?? "Precios";
  const [made] = await tx
    .insert(priceBooks)
    .values({ tenantId: ctx.tenantId, name, currency, isDefault: true, createdAt: ctx.now })
    .onConflictDoNothing()
    .returning({ id: priceBooks.id });
  if (made)
    record(ctx, "priceBook.created", {
      entity: { type: "priceBook", id: made.id },
      payload: { name, currency },
    });
  const book = await defaultBook(ctx, tx);
  if (!book) throw new Error("a tenant without a default price book");
  return book;
}

async function defaultBook(ctx: Ctx, tx: Tx) {
  const { id, currency, name } = priceBooks;
  const [row] = await tx
    .select({ id, currency, name })
    .from(priceBooks)
    .where(and(eq(priceBooks.tenantId, ctx.tenantId), sql`${priceBooks.isDefault}`));
  return row;
}
