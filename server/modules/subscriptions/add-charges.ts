import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { charges } from "@/db/schema/subscriptions";
import { record } from "@/server/events/record";
import type { Day } from "@/server/kernel/day";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { refreshPlain } from "./refresh-plain";

/** A charge about to be written; who calls has checked what it refers to. */
export type NewCharge = {
  customerId: string;
  /** Null: the customer's, billed with its next invoice. */
  serviceId: string | null;
  kind: (typeof charges.$inferSelect)["kind"];
  description: string;
  basis?: "fixed" | "percent";
  /** Decimal text of one, signed: discounts and credits are below zero. */
  amount: string;
  quantity?: string;
  currency: string;
  taxClassId: string;
  taxIncluded?: boolean;
  businessUnitId?: string | null;
  recurring?: boolean;
  /** Not billed before this day. */
  startsOn: Day;
  endsOn?: Day | null;
  cyclesLeft?: number | null;
  /** The same key is the same charge. */
  dedupeKey?: string | null;
  /** What the line will say of how it came to be. */
  explanation?: Record<string, unknown>;
};

/**
 * Puts charges beside the plan, in the open transaction; one whose `dedupeKey` stands already is left out. The next
 * run takes them up. Returns the ids written, in the order given.
 */
export async function addCharges(ctx: Ctx, tx: Tx, given: readonly NewCharge[]): Promise<string[]> {
  if (given.length === 0) return [];
  const values = given.map((charge) => ({
    ...charge,
    id: newId(),
    tenantId: ctx.tenantId,
    explanation: charge.explanation ?? {},
    createdAt: ctx.now,
    updatedAt: ctx.now,
  }));
  const written = await tx
    .insert(charges)
    .values(values)
    .onConflictDoNothing({ target: [charges.tenantId, charges.dedupeKey] })
    .returning({ id: charges.id });
  const ids = new Set(written.map(({ id }) => id));
  const made = values.filter(({ id }) => ids.has(id));
  for (const charge of made) stateCharge(ctx, charge);
  const services = made.flatMap(({ serviceId }) => (serviceId ? [serviceId] : []));
  await refreshPlain(ctx, tx, services);
  return made.map(({ id }) => id);
}

function stateCharge(ctx: Ctx, charge: NewCharge & { id: string }): void {
  const { kind, amount, currency, basis = "fixed", recurring = false } = charge;
  const payload = { chargeId: charge.id, kind, basis, amount, currency, recurring };
  if (charge.serviceId)
    record(ctx, "service.chargeAdded", {
      entity: { type: "service", id: charge.serviceId },
      payload,
    });
  else
    record(ctx, "customer.chargeAdded", {
      entity: { type: "customer", id: charge.customerId },
      payload,
    });
}

/** Takes open charges back that no invoice has taken up yet. Returns those taken back. */
export async function cancelCharges(
  ctx: Ctx,
  tx: Tx,
  chargeIds: readonly string[],
): Promise<string[]> {
  const { rows } = await tx.execute<{ id: string; service: string | null; customer: string }>(sql`
    update charges set status = 'cancelled', updated_at = ${ctx.now.toISOString()}::timestamptz
    where tenant_id = ${ctx.tenantId} and id = any(${sql.param([...chargeIds])}::uuid[]) and status = 'open'
    returning id, service_id as service, customer_id as customer`);
  for (const { id, service, customer } of rows)
    if (service)
      record(ctx, "service.chargeCancelled", {
        entity: { type: "service", id: service },
        payload: { chargeId: id },
      });
    else
      record(ctx, "customer.chargeCancelled", {
        entity: { type: "customer", id: customer },
        payload: { chargeId: id },
      });
  await refreshPlain(
    ctx,
    tx,
    rows.flatMap(({ service }) => (service ? [service] : [])),
  );
  return rows.map(({ id }) => id);
}
