import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Day } from "@/server/kernel/day";
import { Invalid } from "@/server/kernel/errors";
import { priceOn } from "@/server/modules/catalog/price-on";
import { taxOn } from "@/server/modules/catalog/tax-on";
import type { Ctx } from "@/server/tenancy/context";
import { type LineAmounts, lineAmounts, wholeMinor } from "../rules/line-amounts";
import type { DraftLine } from "../schema";

/** A line ready to be written. */
export type ResolvedLine = LineAmounts & {
  kind: string;
  itemId: string | null;
  description: string;
  quantity: string;
  unitPrice: string;
  taxRate: string;
  taxCode: string;
  businessUnitId: string | null;
  branchId: string | null;
  explanation: Record<string, unknown>;
};

export type LinePlace = {
  currency: string;
  onDay: Day;
  businessUnitId: string | null;
  branchId: string | null;
};

/** What each line comes to on the day: price, tax, unit, and why. Throws `Invalid` beside the line's field. */
export async function resolveLines(
  ctx: Ctx,
  tx: Tx,
  lines: readonly DraftLine[],
  place: LinePlace,
): Promise<ResolvedLine[]> {
  const resolved: ResolvedLine[] = [];
  for (const [index, line] of lines.entries())
    resolved.push(await resolveLine(ctx, tx, line, place, `lines.${index}`));
  return resolved;
}

async function resolveLine(
  ctx: Ctx,
  tx: Tx,
  line: DraftLine,
  place: LinePlace,
  at: string,
): Promise<ResolvedLine> {
  const { currency, onDay: day } = place;
  const item = line.itemId ? await loadItem(ctx, tx, line.itemId, `${at}.itemId`) : null;
  const description = line.description || item?.name;
  if (!description) throw beside(`${at}.description`, "description_required");
  const price = await priceOf(ctx, tx, line, place, at);
  const taxClassId = line.taxClassId ?? item?.taxClassId ?? (await defaultClass(ctx, tx, at));
  const tax = await taxOn(ctx, tx, { taxClassId, day });
  const whole = wholeMinor(price.amount, line.quantity, currency);
  const amounts = lineAmounts(whole, { taxRate: tax.rate, taxIncluded: price.taxIncluded });
  return {
    ...amounts,
    kind: whole < 0 ? "discount" : "charge",
    ...{ itemId: line.itemId, description, quantity: line.quantity, unitPrice: price.amount },
    ...{ taxRate: tax.rate, taxCode: tax.code, branchId: place.branchId },
    businessUnitId: place.businessUnitId ?? item?.businessUnitId ?? null,
    explanation: {
      ...{ formula: price.from ? "catalogue" : "manual", taxClassId },
      ...{ price: price.amount, quantity: line.quantity, taxIncluded: price.taxIncluded },
      ...(price.from && { priceFrom: price.from }),
      ...{ taxRate: tax.rate, taxCode: tax.code, taxRateFrom: tax.from },
    },
  };
}

const beside = (field: string, key: string) => new Invalid(key, {}, { fields: { [field]: key } });

type Item = { name: string; taxClassId: string; businessUnitId: string | null };

async function loadItem(ctx: Ctx, tx: Tx, itemId: string, field: string): Promise<Item> {
  const { rows } = await tx.execute<Item>(sql`
    select name, tax_class_id as "taxClassId", business_unit_id as "businessUnitId" from catalog_items
    where tenant_id = ${ctx.tenantId} and id = ${itemId} and archived_at is null`);
  if (!rows[0]) throw beside(field, "reference_unknown");
  return rows[0];
}

type Price = { amount: string; taxIncluded: boolean; from: string | null };

async function priceOf(
  ctx: Ctx,
  tx: Tx,
  line: DraftLine,
  { currency, onDay }: LinePlace,
  at: string,
): Promise<Price> {
  if (line.unitPrice)
    return { amount: line.unitPrice, taxIncluded: line.taxIncluded ?? true, from: null };
  if (!line.itemId) throw beside(`${at}.unitPrice`, "price_required");
  const found = await priceOn(ctx, tx, { itemId: line.itemId, priceBookId: null, day: onDay });
  if (found.currency !== currency)
    throw new Invalid(
      "currency_mismatch",
      { currency: found.currency },
      { fields: { [`${at}.unitPrice`]: "currency_mismatch" } },
    );
  return { ...found, taxIncluded: line.taxIncluded ?? found.taxIncluded };
}

async function defaultClass(ctx: Ctx, tx: Tx, at: string): Promise<string> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    select id from tax_classes where tenant_id = ${ctx.tenantId} and archived_at is null
    order by is_default desc, created_at, id limit 1`);
  if (!rows[0]) throw beside(`${at}.taxClassId`, "tax_class_missing");
  return rows[0].id;
}
