import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";
import { moneyParam } from "./rules/money-param";
import { tellCustomers } from "./tell-customers";

/** That a service was seen cut, or on again: its fact's id is what is told once. */
export type SeenService = { readonly serviceId: string; readonly eventId: string };
type Told = {
  /** Whether the services are on again, or cut. */
  readonly on: boolean;
  /** Where each of these customers pays, in their order; absent: their portal. Sealed until the messages go out. */
  readonly payPaths?: (customerIds: readonly string[]) => Promise<readonly string[]>;
};
type Row = {
  id: string;
  number: number;
  label: string;
  plan: string;
  currency: string;
  customerId: string;
  holds: string[];
  owed: number;
};

/**
 * Tells customers that their services are cut, or on again, as read back from where they are enforced; in as many
 * statements for a lot as for one. A cut for another reason than debt (an abuse case, the customer's own pause) is spoken
 * about by people, not by a reminder to pay.
 */
export async function tellOfServices(
  ctx: Ctx,
  tx: Tx,
  seen: readonly SeenService[],
  { on, payPaths }: Told,
): Promise<void> {
  const rows = new Map((await readServices(ctx, tx, seen)).map((row) => [row.id, row]));
  const told = seen.flatMap(({ serviceId, eventId }) => {
    const row = rows.get(serviceId);
    if (!row || (!on && (!row.holds.includes("debt") || row.owed <= 0))) return [];
    return [{ row, dedupeKey: `service:${serviceId}:${eventId}` }];
  });
  const urls = !on && payPaths ? await payPaths(told.map(({ row }) => row.customerId)) : undefined;
  await tellCustomers(
    ctx,
    tx,
    told.map(
      ({ row: { id, label, plan, number, customerId, owed, currency }, dedupeKey }, place) => ({
        event: on ? "billing.serviceReconnected" : "billing.serviceSuspended",
        customerId,
        entity: { type: "service", id },
        params: {
          service: label || plan || `#${number}`,
          ...(!on && { amount: moneyParam(owed, currency) }),
        },
        ...(urls && { secrets: { url: urls[place] ?? "/" } }),
        dedupeKey,
      }),
    ),
  );
}

async function readServices(ctx: Ctx, tx: Tx, seen: readonly SeenService[]): Promise<Row[]> {
  const ids = sql.param(seen.map(({ serviceId }) => serviceId));
  const { rows } = await tx.execute<Row>(sql`
    select s.id, s.number, s.label, i.name as plan, s.currency, s.customer_id as "customerId", s.holds,
      coalesce(b.receivable_minor, 0)::float8 as owed
    from services s
    join catalog_items i on i.tenant_id = s.tenant_id and i.id = s.item_id
    left join customer_balances b on b.tenant_id = s.tenant_id and b.customer_id = s.customer_id and b.currency = s.currency
    where s.tenant_id = ${ctx.tenantId} and s.id = any(${ids}::uuid[])`);
  return rows;
}
