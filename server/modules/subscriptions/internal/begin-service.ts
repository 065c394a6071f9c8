import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { record } from "@/server/events/record";
import { addMonths, type Day } from "@/server/kernel/day";
import { transition } from "@/server/kernel/state-machine";
import { actorId, type Ctx } from "@/server/tenancy/context";
import { addCharges } from "../add-charges";
import { settleHolds } from "../hold-services";
import { refreshPlain } from "../refresh-plain";
import { billDays } from "../rules/bill-days";
import { serviceMachine } from "../rules/service-machine";
import { lockServices, openHolds } from "./lock-services";
import { fetchService } from "./service-row";
import { billingPolicy } from "./billing-policy";
import { planOf, priceFor } from "./write-plan";

/** A service begins: its first billed day, its periods, its commitment, its setup fee, and the wish that it be on. */
export async function beginService(
  ctx: Ctx,
  tx: Tx,
  serviceId: string,
  { startsOn, event }: { startsOn: Day; event: "install" | "pay" },
): Promise<void> {
  const row = await fetchService(ctx, tx, serviceId, { permission: "service.manage", lock: true });
  const state = transition("service", serviceMachine, row.state, event);
  const plan = await planOf(ctx, tx, row.itemId, { sold: false });
  const policy = await billingPolicy(ctx, tx);
  const anchorDay = row.anchorDay || Number(startsOn.slice(8));
  const next = billDays(startsOn, {
    ...{ billingMode: row.billingMode, intervalMonths: row.intervalMonths, anchorDay },
    ...{ leadDays: policy.prepaidLeadDays, firstPartial: policy.firstPartial },
    ...{ endsOn: row.endsOn, startedOn: startsOn },
  });
  const commitment =
    plan.commitmentMonths > 0
      ? addMonths(startsOn, plan.commitmentMonths, Number(startsOn.slice(8)))
      : null;
  await tx.execute(sql`update services set state = ${state}, anchor_day = ${anchorDay}, started_on = ${startsOn}::date,
    next_period_on = ${next.nextPeriodOn}::date, next_bill_on = ${next.nextBillOn}::date,
    commitment_ends_on = ${commitment}::date, updated_at = ${ctx.now.toISOString()}::timestamptz
    where tenant_id = ${ctx.tenantId} and id = ${serviceId}`);
  await tx.execute(sql`update service_terms set starts_on = ${startsOn}::date
    where tenant_id = ${ctx.tenantId} and service_id = ${serviceId}`);
  await tx.execute(sql`update service_holds set lifted_at = ${ctx.now.toISOString()}::timestamptz, lifted_on = ${startsOn}::date,
    lifted_by = ${actorId(ctx.actor)}
    where tenant_id = ${ctx.tenantId} and service_id = ${serviceId} and lifted_at is null and reason in ('install', 'payment')`);
  await addSetupFee(ctx, tx, serviceId, startsOn);
  const locked = await lockServices(ctx, tx, [serviceId]);
  await settleHolds(ctx, tx, locked, await openHolds(ctx, tx, [serviceId]));
  record(ctx, "service.activated", {
    entity: { type: "service", id: serviceId },
    payload: { number: row.number, customerId: row.customerId, startedOn: startsOn },
  });
  await refreshPlain(ctx, tx, [serviceId]);
}

/** The plan's fee for beginning, once a service however often it is asked for. */
export async function addSetupFee(
  ctx: Ctx,
  tx: Tx,
  serviceId: string,
  startsOn: Day,
): Promise<void> {
  const row = await fetchService(ctx, tx, serviceId, { permission: "service.manage" });
  const plan = await planOf(ctx, tx, row.itemId, { sold: false });
  if (plan.setupFee === null || Number(plan.setupFee) === 0) return;
  const { taxIncluded } = await priceFor(ctx, tx, { ...row, day: startsOn });
  await addCharges(ctx, tx, [
    {
      ...{ customerId: row.customerId, serviceId, kind: "setup", description: plan.name },
      ...{
        amount: plan.setupFee,
        currency: row.currency,
        taxClassId: plan.taxClassId,
        taxIncluded,
      },
      ...{ businessUnitId: row.businessUnitId, startsOn, dedupeKey: `setup:${serviceId}` },
      explanation: { formula: "setupFee", planName: plan.name },
    },
  ]);
}
