import { sql } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import { Conflict, NotFound } from "@/server/kernel/errors";
import { decimal } from "@/server/kernel/money";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { addCharges, cancelCharges } from "./add-charges";
import { fetchService } from "./internal/service-row";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import { bookOf, planOf } from "./internal/write-plan";
import { isEnded } from "./rules/service-machine";
import { addChargeInput, type AddChargeInput, type ChargeIdInput } from "./schema";

/**
 * Puts a charge or a discount beside a service's plan by hand, once or each period until its cycles are over. A discount
 * bears the plan's tax. Throws `NotFound`, `Conflict` for an ended service. Returns its id.
 */
export function addCharge(ctx: Ctx, given: AddChargeInput): Promise<{ id: string }> {
  const { serviceId, ...input } = addChargeInput.parse(given);
  authorize(ctx, "invoice.manage");
  return inTenant(ctx, async (tx) => {
    const row = await fetchService(ctx, tx, serviceId, { lock: true });
    if (isEnded(row.state)) throw new Conflict("service_ended");
    const { today } = await tenantFacts(ctx, tx);
    const plan = await planOf(ctx, tx, row.itemId, { sold: false });
    const { taxIncluded } = await bookOf(ctx, tx, row.priceBookId);
    const { kind, description, basis, recurring, cycles } = input;
    const amount = decimal(input.amount).times(kind === "discount" ? -1 : 1);
    const [id = ""] = await addCharges(ctx, tx, [
      {
        ...{ customerId: row.customerId, serviceId, kind, description, basis, recurring },
        ...{ amount: amount.toFixed(), currency: row.currency, taxClassId: plan.taxClassId },
        ...{ taxIncluded, businessUnitId: row.businessUnitId, startsOn: today },
        cyclesLeft: recurring ? cycles : null,
        explanation: { formula: "byHand" },
      },
    ]);
    return { id };
  });
}

/** Takes a charge back that no invoice has taken up. Throws `NotFound`, `Conflict` when one has, or for a fee (`billing.waiveFee`). */
export function cancelCharge(ctx: Ctx, { chargeId }: ChargeIdInput): Promise<void> {
  authorize(ctx, "invoice.manage");
  return inTenant(ctx, async (tx) => {
    const { rows } = await tx.execute<{ isFee: boolean }>(
      sql`select kind in ('lateFee', 'reconnectionFee') as "isFee" from charges
        where tenant_id = ${ctx.tenantId} and id = ${chargeId}`,
    );
    if (!rows[0]) throw new NotFound("charge");
    if (rows[0].isFee) throw new Conflict("fee_needs_reason");
    const taken = await cancelCharges(ctx, tx, [chargeId]);
    if (taken.length === 0) throw new Conflict("charge_not_open");
  });
}
