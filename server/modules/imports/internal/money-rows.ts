import type { Tx } from "@/db/client";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import { fxOn } from "@/server/modules/billing/fx-on";
import type { Fx } from "@/server/modules/billing/rules/documents/base-amount";
import type { Ctx } from "@/server/tenancy/context";
import type { Written } from "../tasks/import-tasks";
import type { ImportedRow } from "../rules/read-rows";

/** A row of money with its customer and today's rate: what was owed before us is taken over at the rate of that day. */
export type MoneyToWrite = ImportedRow["openingBalances"] & {
  itemId: string;
  customerId: string;
  fx: Fx;
};

/** Rows of money, and those refused for want of a rate; one look a currency. */
export async function moneyRows(
  ctx: Ctx,
  tx: Tx,
  rows: readonly Written[],
): Promise<{ today: string; money: MoneyToWrite[]; refused: { id: string; error: string }[] }> {
  const { today } = await tenantFacts(ctx, tx);
  const rates = new Map<string, Fx | undefined>();
  const money: MoneyToWrite[] = [];
  const refused: { id: string; error: string }[] = [];
  for (const { item, read } of rows) {
    const row = read.row as ImportedRow["openingBalances"];
    if (!rates.has(row.currency))
      rates.set(row.currency, await fxOn(ctx, tx, row.currency, today).catch(() => undefined));
    const fx = rates.get(row.currency);
    if (fx) money.push({ ...row, itemId: item.id, customerId: read.customerId ?? "", fx });
    else refused.push({ id: item.id, error: "fx_rate_missing" });
  }
  return { today, money, refused };
}
