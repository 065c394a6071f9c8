import type { Tx } from "@/db/client";
import { readSettings } from "@/server/modules/tenants/get-settings";
import { waysFor, wayText } from "@/server/modules/tenants/rules/pay-ways";
import type { Ctx } from "@/server/tenancy/context";
import type { Values } from "./rules/format-value";
import { definitionOf, type TemplateKey } from "./rules/registry";

/** The company's ways to pay, a line each, for messages that ask for money; of another kind: none. Those of the amount's currency. */
export async function readPayWays(
  ctx: Pick<Ctx, "tenantId">,
  tx: Tx,
  { template, values }: { template: TemplateKey; values: Values },
): Promise<string[]> {
  if (!definitionOf(template).asksForMoney) return [];
  const { data } = await readSettings(ctx, tx, "paying");
  const currency = /[A-Z]{3}$/.exec(values["amount"] ?? values["total"] ?? "")?.[0] ?? null;
  return waysFor(data.ways, currency).map(wayText);
}
