import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { services, serviceTerms } from "@/db/schema/subscriptions";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { newId } from "@/server/kernel/ids";
import { withinReach } from "@/server/modules/crm/within-reach";
import { Invalid } from "@/server/kernel/errors";
import { actorId, type Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { addSetupFee, beginService } from "./internal/begin-service";
import { requireReferences } from "./internal/require-references";
import { fetchService, toServiceDto } from "./internal/service-row";
import { nextServiceNumber } from "./internal/take-numbers";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import { bookOf, type Plan, planOf, priceFor } from "./internal/write-plan";
import { searchTextOf } from "./rules/search-text";
import { createServiceInput, type CreateServiceInput, type ServiceDto } from "./schema";
import type { z } from "zod";

type Given = z.output<typeof createServiceInput>;

/**
 * Subscribes a customer to a plan. Without a gate it begins at once; else it waits for its installation, its first
 * payment, or both, and is not billed until `activateService`. Throws `Invalid` beside a field.
 */
export function createService(ctx: Ctx, given: CreateServiceInput): Promise<ServiceDto> {
  const input = createServiceInput.parse(given);
  authorize(ctx, "service.manage");
  return inTenant(ctx, async (tx) => {
    const customerName = await requireCustomer(ctx, tx, input.customerId);
    const plan = await planOf(ctx, tx, input.itemId, { sold: true });
    await requireReferences(ctx, tx, input);
    const { today } = await tenantFacts(ctx, tx);
    const startsOn = input.startsOn ?? today;
    await priceFor(ctx, tx, { ...input, day: startsOn });
    const id = await insertService(ctx, tx, input, { plan, customerName, startsOn });
    if (input.gate === "none") await beginService(ctx, tx, id, { startsOn, event: "install" });
    if (input.gate === "payment" || input.gate === "both") await addSetupFee(ctx, tx, id, startsOn);
    return toServiceDto(await fetchService(ctx, tx, id, { permission: "service.manage" }));
  });
}

async function requireCustomer(ctx: Ctx, tx: Tx, customerId: string): Promise<string> {
  const { rows } = await tx.execute<{ name: string }>(sql`
    select name from customers where tenant_id = ${ctx.tenantId} and id = ${customerId} and archived_at is null
      and ${withinReach(ctx, "service.manage")}`);
  if (!rows[0])
    throw new Invalid("reference_unknown", {}, { fields: { customerId: "reference_unknown" } });
  return rows[0].name;
}

async function insertService(
  ctx: Ctx,
  tx: Tx,
  input: Given,
  { plan, customerName, startsOn }: { plan: Plan; customerName: string; startsOn: string },
): Promise<string> {
  const id = newId(ctx.now.getTime());
  const number = await nextServiceNumber(ctx, tx);
  const { currency } = await bookOf(ctx, tx, input.priceBookId);
  const { customerId, itemId, label, enforcementRef, gate } = input;
  const searchable = { number, label, customerName, itemName: plan.name, ref: enforcementRef };
  const holds = gate === "both" ? ["install", "payment"] : gate === "none" ? [] : [gate];
  await tx.insert(services).values({
    ...{ id, tenantId: ctx.tenantId, number, customerId, itemId, label, enforcementRef, currency },
    ...{ addressId: input.addressId, branchId: input.branchId, priceBookId: input.priceBookId },
    businessUnitId: input.businessUnitId === undefined ? plan.businessUnitId : input.businessUnitId,
    ...{ billingMode: plan.billingMode, intervalMonths: plan.intervalMonths },
    ...{ enforcementKind: plan.kind, integrationId: plan.integrationId },
    anchorDay: input.anchorDay ?? plan.anchorDay ?? 0,
    state: gate === "payment" ? "pendingPayment" : "pendingInstall",
    ...{ desired: "off", plain: false, searchText: searchTextOf(searchable) },
    ...{ createdAt: ctx.now, updatedAt: ctx.now },
    holds: sql`${sql.param(holds)}::text[]`,
  });
  await tx.insert(serviceTerms).values({
    ...{ tenantId: ctx.tenantId, serviceId: id, startsOn, itemId },
    ...{ quantity: input.quantity, ownPrice: input.ownPrice, createdAt: ctx.now },
  });
  await tx.execute(sql`
    insert into service_holds (tenant_id, service_id, reason, placed_by, placed_at, placed_on)
    select ${ctx.tenantId}::uuid, ${id}::uuid, reason, ${actorId(ctx.actor)}, ${ctx.now.toISOString()}::timestamptz, ${startsOn}::date
    from unnest(${sql.param(holds)}::text[]) as given(reason)`);
  record(ctx, "service.created", {
    entity: { type: "service", id },
    payload: { number, customerId, itemId, origin: ctx.actor.kind === "apiKey" ? "api" : "staff" },
  });
  return id;
}
