import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { paymentMethods } from "@/db/schema/cards";
import type { Ctx } from "@/server/tenancy/context";

/** A card as its holder knows it: `Visa ···4242`; without a number (a wallet), its brand or its gateway. */
export async function cardLabel(ctx: Ctx, tx: Tx, methodId: string): Promise<string> {
  const { tenantId, id, brand, last4, provider } = paymentMethods;
  const [row] = await tx
    .select({ brand, last4, provider })
    .from(paymentMethods)
    .where(and(eq(tenantId, ctx.tenantId), eq(id, methodId)));
  const name = row?.brand || row?.provider || "";
  const shown = name.charAt(0).toUpperCase() + name.slice(1);
  return row?.last4 ? `${shown} ···${row.last4}` : shown;
}
