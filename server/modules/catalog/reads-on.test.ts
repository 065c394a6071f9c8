import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import type { Tx } from "@/db/client";
import { newId } from "@/server/kernel/ids";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";
import { priceOn } from "./price-on";
import { rateOn } from "./rate-on";
import { taxOn } from "./tax-on";

let tenant: TestTenant;
const ids = { tax: "", item: "", book: "", usd: "" };
const run = <T>(work: (tx: Tx) => Promise<T>) => inTenant(tenant.ctx, work);

beforeEach(async () => {
  tenant = await mintTenant();
  Object.assign(ids, { tax: newId(), item: newId(), book: newId(), usd: newId() });
  const { tax, item, book, usd } = ids;
  const t = tenant.id;
  await run(async (tx) => {
    await tx.execute(
      sql`insert into tax_classes (id, tenant_id, code, name, is_default) values (${tax}, ${t}, 'IGV', 'IGV', true)`,
    );
    await tx.execute(sql`insert into tax_rates (id, tenant_id, tax_class_id, rate, valid_from) values
      (${newId()}, ${t}, ${tax}, 19, '2003-08-01'), (${newId()}, ${t}, ${tax}, 18, '2011-03-01')`);
    await tx.execute(sql`insert into catalog_items (id, tenant_id, code, name, kind, tax_class_id)
      values (${item}, ${t}, 'F100', 'Fibra 100', 'subscription', ${tax})`);
    await tx.execute(sql`insert into price_books (id, tenant_id, name, currency, is_default) values
      (${book}, ${t}, 'Lista', 'PEN', true), (${usd}, ${t}, 'Dólares', 'USD', false)`);
    await tx.execute(sql`insert into prices (id, tenant_id, price_book_id, item_id, amount, valid_from) values
      (${newId()}, ${t}, ${book}, ${item}, 80, '2026-01-01'), (${newId()}, ${t}, ${book}, ${item}, 89.9, '2026-03-01'),
      (${newId()}, ${t}, ${usd}, ${item}, 25.5, '2026-01-01')`);
    await tx.execute(sql`insert into fx_rates (id, tenant_id, currency, on_day, rate, source) values
      (${newId()}, ${t}, 'USD', '2026-02-27', 3.7512, 'manual'), (${newId()}, ${t}, 'USD', '2026-03-02', 3.76, 'official')`);
  });
});

describe("what holds on a day", () => {
  test("a price counts from its day until the next one's, in the default book where none is named", async () => {
    const on = (day: string, priceBookId: string | null = null) =>
      run((tx) => priceOn(tenant.ctx, tx, { itemId: ids.item, priceBookId, day }));
    expect(await on("2026-02-28")).toEqual({
      amount: "80",
      currency: "PEN",
      taxIncluded: true,
      from: "2026-01-01",
      priceBookId: ids.book,
    });
    expect(await on("2026-03-01")).toMatchObject({ amount: "89.9", from: "2026-03-01" });
    expect(await on("2026-03-01", ids.usd)).toMatchObject({ amount: "25.5", currency: "USD" });
    await expect(on("2025-12-31")).rejects.toMatchObject({ key: "price_missing" });
    await expect(on("2026-03-01", newId())).rejects.toMatchObject({ key: "price_missing" });
  });

  test("a tax's rate is the law's of that day", async () => {
    const on = (day: string) => run((tx) => taxOn(tenant.ctx, tx, { taxClassId: ids.tax, day }));
    expect(await on("2011-02-28")).toEqual({ code: "IGV", rate: "19", from: "2003-08-01" });
    expect(await on("2011-03-01")).toEqual({ code: "IGV", rate: "18", from: "2011-03-01" });
    await expect(on("2003-07-31")).rejects.toMatchObject({ key: "tax_rate_missing" });
  });

  test("an exchange rate serves for a week and no longer; the own currency is 1", async () => {
    const on = (currency: string, day: string) =>
      run((tx) => rateOn(tenant.ctx, tx, currency, day));
    expect(await on("USD", "2026-03-01")).toEqual({
      rate: "3.7512",
      onDay: "2026-02-27",
      source: "manual",
    });
    expect(await on("USD", "2026-03-09")).toMatchObject({ rate: "3.76" });
    await expect(on("USD", "2026-03-10")).rejects.toMatchObject({ key: "fx_rate_missing" });
    await expect(on("USD", "2026-02-26")).rejects.toMatchObject({ key: "fx_rate_missing" });
    expect(await on("PEN", "1999-01-01")).toEqual({
      rate: "1",
      onDay: "1999-01-01",
      source: "own",
    });
  });

  test("another tenant's prices, taxes and rates answer nothing", async () => {
    const other = await mintTenant();
    const day = "2026-03-02";
    await inTenant(other.ctx, async (tx) => {
      const keys: unknown[] = [];
      const refused = (error: { key?: string }) => keys.push(error.key);
      const { item, book, tax } = ids;
      await priceOn(other.ctx, tx, { itemId: item, priceBookId: book, day }).catch(refused);
      await taxOn(other.ctx, tx, { taxClassId: tax, day }).catch(refused);
      await rateOn(other.ctx, tx, "USD", day).catch(refused);
      expect(keys).toEqual(["price_missing", "tax_rate_missing", "fx_rate_missing"]);
    });
  });
});
