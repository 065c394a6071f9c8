import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customerBalances } from "@/db/schema/ledger";
import { catalogItems } from "@/db/schema/catalog";
import { services } from "@/db/schema/subscriptions";
import type { Ctx } from "@/server/tenancy/context";
import { moneyParam } from "./rules/money-param";
import { tellCustomer } from "./tell-customer";

/**
 * Tells the customer that the service is cut, or on again, as read back from where it is enforced. A cut for another
 * reason than debt (an abuse case, the customer's own pause) is spoken about by people, not by a reminder to pay.
 */
export async function tellOfService(
  ctx: Ctx,
  tx: Tx,
  fact: {
    serviceId: string;
    eventId: string;
    on: boolean;
    /** Where a customer pays; absent: their portal. Sealed until the message goes out. */
    payPath?: (customerId: string) => Promise<string>;
  },
): Promise<void> {
  const { serviceId, eventId, on, payPath } = fact;
  const [row] = await tx
    .select({
      ...{ number: services.number, label: services.label, currency: services.currency },
      ...{ customerId: services.customerId, holds: services.holds, plan: catalogItems.name },
      owed: customerBalances.receivableMinor,
    })
    .from(services)
    .innerJoin(
      catalogItems,
      and(eq(catalogItems.id, services.itemId), eq(catalogItems.tenantId, services.tenantId)),
    )
    .leftJoin(
      customerBalances,
      and(
        eq(customerBalances.tenantId, services.tenantId),
        eq(customerBalances.customerId, services.customerId),
        eq(customerBalances.currency, services.currency),
      ),
    )
    .where(and(eq(services.tenantId, ctx.tenantId), eq(services.id, serviceId)));
  if (!row) return;
  const service = row.label || row.plan || `#${row.number}`;
  const { customerId, holds, currency } = row;
  if (!on && (!holds.includes("debt") || (row.owed ?? 0) <= 0)) return;
  await tellCustomer(ctx, tx, {
    event: on ? "billing.serviceReconnected" : "billing.serviceSuspended",
    customerId,
    entity: { type: "service", id: serviceId },
    params: { service, ...(!on && { amount: moneyParam(row.owed ?? 0, currency) }) },
    secrets: !on && payPath ? { url: await payPath(customerId) } : {},
    dedupeKey: `service:${serviceId}:${eventId}`,
  });
}
