import { sql } from "drizzle-orm";
import { createItem } from "@/server/modules/catalog/create-item";
import { createBook } from "@/server/modules/catalog/prices/create-book";
import { setPrice } from "@/server/modules/catalog/prices/set-price";
import { listUnits } from "@/server/modules/tenants/list-units";
import { addDays, type Day, dayIn } from "@/server/kernel/day";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { DEMO_CATALOG } from "./demo-catalog";
import { HISTORY_DAYS } from "./history-days";

/** A day's dollar in the demo, in the tenant's currency: it wanders, as in life. */
const dollarOn = (place: number, base: number): string =>
  (base * (1 + 0.012 * Math.sin(place / 31) + 0.004 * Math.sin(place / 5))).toFixed(4);

/** What a demo company sells, from the beginning of its history on; nothing where it sells already. */
export async function seedCatalog(
  owner: Ctx,
  { slug, currency }: { slug: string; currency: string },
): Promise<void> {
  const items = DEMO_CATALOG[slug] ?? [];
  const start = { ...owner, now: new Date(owner.now.getTime() - (HISTORY_DAYS + 30) * 86_400_000) };
  const units = new Map((await listUnits(owner)).map(({ code, id }) => [code, id]));
  const there = await codes(owner);
  if (slug === "bytek") await seedDollars(owner, 3.74);
  for (const { unit, share: _share, suits: _suits, inCurrency, price, ...item } of items) {
    if (there.has(item.code)) continue;
    const made = await createItem(start, {
      ...item,
      costCurrency: item.cost ? currency : null,
      price: inCurrency ? null : price,
      businessUnitId: units.get(unit) ?? null,
    });
    if (!inCurrency || !price) continue;
    const book = await createBook(start, { name: inCurrency, currency: inCurrency });
    await setPrice(start, {
      ...{ itemId: made.id, priceBookId: book.id, amount: price },
      validFrom: dayIn("America/Lima", start.now),
    });
  }
}

async function codes(owner: Ctx): Promise<Set<string>> {
  const { rows } = await inTenant(owner, (tx) =>
    tx.execute<{ code: string }>(
      sql`select code from catalog_items where tenant_id = ${owner.tenantId}`,
    ),
  );
  return new Set(rows.map(({ code }) => code));
}

/** One rate a day over the whole history, in one statement. */
async function seedDollars(owner: Ctx, base: number): Promise<void> {
  const today = dayIn("America/Lima", owner.now);
  const rows = Array.from({ length: HISTORY_DAYS + 40 }, (_, back) => {
    const onDay: Day = addDays(today, -back);
    return { onDay, rate: dollarOn(HISTORY_DAYS - back, base) };
  });
  await inTenant(owner, (tx) =>
    tx.execute(sql`
      insert into fx_rates (tenant_id, currency, on_day, rate, source)
      select ${owner.tenantId}::uuid, 'USD', r."onDay", r.rate, 'manual'
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r ("onDay" date, rate numeric)
      on conflict do nothing`),
  );
}
