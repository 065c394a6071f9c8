import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { paymentPromises } from "@/db/schema/dunning";
import { record } from "@/server/events/record";
import { Conflict, Invalid, NotFound } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { promiseTask } from "@/server/modules/billing/collections/promise-task";
import { lockCustomers } from "@/server/modules/billing/lock-customers";
import { moneyParam } from "@/server/modules/notifications/rules/money-param";
import { tellCustomer } from "@/server/modules/notifications/tell-customer";
import { liftHolds } from "@/server/modules/subscriptions/hold-services";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { requireCustomer } from "./internal/customer-of-promise";
import { fetchPromise } from "./internal/promise-row";
import { type PromiseFacts, readPromiseCase } from "./internal/read-promise-case";
import { undoForce } from "./internal/undo-force";
import { grantPromiseInput, type GrantPromiseInput, type PromiseDto } from "./promise-schema";
import { type PromiseRefusal, whyNoPromise } from "./rules/promise";

/**
 * A customer's word to pay by a day, granted within the ladder's limits: debt's holds are lifted until then and the ladder
 * rests. For staff, keys, and the customer itself. Who granted it stands in the fact. Throws `NotFound`, `Invalid` beside
 * the day or the sum, `Conflict` with the reason.
 */
export async function grantPromise(ctx: Ctx, given: GrantPromiseInput): Promise<PromiseDto> {
  const input = grantPromiseInput.parse(given);
  const { customerId, dueOn, note, taskId } = input;
  return inTenant(ctx, async (tx) => {
    await requireCustomer(ctx, tx, customerId);
    await lockCustomers(ctx, tx, [customerId]);
    const facts = await readPromiseCase(ctx, tx, customerId);
    if (!facts) throw new NotFound("customer");
    const amountMinor = input.amountMinor ?? facts.given.debtMinor;
    const refusal = whyNoPromise(facts.limits, { ...facts.given, dueOn, amountMinor });
    if (refusal) throw refused(refusal, facts);
    const { currency } = facts.moment;
    const id = newId(ctx.now.getTime());
    const { actor } = ctx;
    await tx.insert(paymentPromises).values({
      ...{ id, tenantId: ctx.tenantId, customerId, currency, amountMinor, dueOn, note },
      status: "open",
      origin: ORIGINS[actor.kind as keyof typeof ORIGINS] ?? "staff",
      grantedByMembershipId: actor.kind === "user" ? actor.membershipId : null,
      createdAt: ctx.now,
    });
    const payload = { customerId, currency, amountMinor, dueOn };
    record(ctx, "promise.granted", { entity: { type: "promise", id }, payload });
    await letGo(ctx, tx, customerId);
    await promiseTask(ctx, tx, { taskId, customerId, promiseId: id });
    await tellCustomer(ctx, tx, {
      event: "billing.promiseGranted",
      customerId,
      entity: { type: "promise", id },
      params: { amount: moneyParam(amountMinor, currency), dueOn },
      dedupeKey: `promiseGranted:${id}`,
    });
    return fetchPromise(ctx, tx, id);
  });
}

const ORIGINS = { apiKey: "api", customer: "portal" } as const;

async function letGo(ctx: Ctx, tx: Tx, customerId: string): Promise<void> {
  const { rows } = await tx.execute<{ id: string }>(sql`select id from services
    where tenant_id = ${ctx.tenantId} and customer_id = ${customerId} and 'debt' = any(holds)`);
  const serviceIds = rows.map(({ id }) => id);
  await liftHolds(ctx, tx, { serviceIds, reason: "debt" });
  await undoForce(ctx, tx, { customerId, reason: "promise" });
}

function refused(key: PromiseRefusal, { limits, moment, missingMinor }: PromiseFacts) {
  const params = {
    days: limits.maxPromiseDays,
    count: limits.maxPromisesPerYear,
    amount: moneyParam(missingMinor, moment.currency),
  };
  if (key === "promise_day_past" || key === "promise_too_long")
    return new Invalid(key, params, { fields: { dueOn: key } });
  if (key === "promise_amount") return new Invalid(key, params, { fields: { amountMinor: key } });
  return new Conflict(key, params);
}
