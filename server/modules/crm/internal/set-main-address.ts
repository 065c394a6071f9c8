import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customerIdentities, customers } from "@/db/schema/crm";
import type { Ctx } from "@/server/tenancy/context";
import { keepInStep } from "../keep-in-step";

/** Channels that the customer's row itself names. */
const COLUMN = { email: "email", phone: "phone" } as const;
export type MainChannel = keyof typeof COLUMN;
export const isMainChannel = (channel: string): channel is MainChannel => channel in COLUMN;

/** Makes an address the customer's main one of its channel, or leaves it without any; the one before stays as another. */
export async function setMainAddress(
  ctx: Ctx,
  tx: Tx,
  customerId: string,
  channel: MainChannel,
  value: string | null,
): Promise<void> {
  await tx
    .update(customerIdentities)
    .set({ primary: false })
    .where(
      and(
        eq(customerIdentities.tenantId, ctx.tenantId),
        eq(customerIdentities.customerId, customerId),
        eq(customerIdentities.channel, channel),
      ),
    );
  await tx
    .update(customers)
    .set({ [COLUMN[channel]]: value, updatedAt: ctx.now })
    .where(and(eq(customers.tenantId, ctx.tenantId), eq(customers.id, customerId)));
  await keepInStep(ctx, tx, [customerId]);
}
