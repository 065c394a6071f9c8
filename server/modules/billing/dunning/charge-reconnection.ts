import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { addCharges } from "@/server/modules/subscriptions/add-charges";
import { readSettings } from "@/server/modules/tenants/get-settings";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { reconnectionText } from "../rules/reconnection-text";

type Cut = {
  cutId: string;
  cutOn: string;
  customerId: string;
  number: number;
  label: string;
  businessUnitId: string | null;
  byPromise: boolean;
  taxClassId: string | null;
  locale: string;
};

/**
 * Charges what it costs to be connected again, once a cut: before the proof of `commandId` (null: before now) stands the
 * proof of a cut that debt had asked for. Another reason, an exempt customer, or a cut that never got through costs nothing; one that a
 * promise lifted, what the tenant says. Amount of the tenant's currency, billed with the next document. Returns whether
 * a charge was added.
 */
export async function chargeReconnection(
  ctx: Ctx,
  tx: Tx,
  { serviceId, commandId }: { serviceId: string; commandId: string | null },
): Promise<boolean> {
  const { reconnectionFee } = (await readSettings(ctx, tx, "billing")).data;
  if (!reconnectionFee) return false;
  const { today, currency, timeZone } = await tenantFacts(ctx, tx);
  const cut = await cutBefore(ctx, tx, { serviceId, commandId, timeZone });
  if (!cut || (cut.byPromise && !reconnectionFee.onPromise)) return false;
  const taxClassId = reconnectionFee.taxClassId ?? cut.taxClassId;
  if (!taxClassId) return false;
  const { customerId, cutId, cutOn, businessUnitId } = cut;
  const made = await addCharges(ctx, tx, [
    {
      ...{ customerId, serviceId, kind: "reconnectionFee", currency, taxClassId, businessUnitId },
      ...{ amount: reconnectionFee.amount, startsOn: today },
      description: reconnectionText(cut.locale, cut.label || `#${cut.number}`),
      dedupeKey: `reconnectionFee:${cutId}`,
      explanation: { formula: "reconnectionFee", cutOn, reconnectedOn: today },
    },
  ]);
  return made.length > 0;
}

/** The cut that a proof of being on again ends: by debt, proven, of somebody who is not exempt. */
async function cutBefore(
  ctx: Ctx,
  tx: Tx,
  of: { serviceId: string; commandId: string | null; timeZone: string },
): Promise<Cut | undefined> {
  const { tenantId } = ctx;
  const { rows } = await tx.execute<Cut>(sql`
    with before as (
      select c.id, c.desired, c.reason, c.proven_at from enforcement_commands c
      where c.tenant_id = ${tenantId} and c.service_id = ${of.serviceId} and c.status = 'proven'
        and c.id is distinct from ${of.commandId}::uuid
        and c.proven_at <= coalesce((select b.proven_at from enforcement_commands b
          where b.tenant_id = ${tenantId} and b.id = ${of.commandId}::uuid), ${ctx.now.toISOString()}::timestamptz)
      order by c.proven_at desc, c.requested_at desc, c.id desc limit 1)
    select b.id as "cutId", (b.proven_at at time zone ${of.timeZone})::date::text as "cutOn",
      s.customer_id as "customerId", s.number, s.label, s.business_unit_id as "businessUnitId",
      exists (select from payment_promises p where p.tenant_id = ${tenantId} and p.customer_id = s.customer_id
        and p.created_at = h.lifted_at) as "byPromise",
      (select id from tax_classes where tenant_id = ${tenantId} and is_default limit 1) as "taxClassId", t.locale
    from before b
    join services s on s.tenant_id = ${tenantId} and s.id = ${of.serviceId}
    join customers c on c.tenant_id = ${tenantId} and c.id = s.customer_id and not c.dunning_exempt
    join tenants t on t.id = ${tenantId}
    join lateral (
      select lifted_at from service_holds h where h.tenant_id = ${tenantId} and h.service_id = s.id and h.reason = 'debt'
        and not h.soft and h.placed_at <= b.proven_at and h.lifted_at >= b.proven_at
      order by h.placed_at desc limit 1) h on true
    where b.desired = 'off' and 'debt' = any(string_to_array(b.reason, ' '))`);
  return rows[0];
}
