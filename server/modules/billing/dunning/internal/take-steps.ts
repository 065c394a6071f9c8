import type { Tx } from "@/db/client";
import { record } from "@/server/events/record";
import { daysBetween } from "@/server/kernel/day";
import { placeHolds } from "@/server/modules/subscriptions/hold-services";
import type { Ctx } from "@/server/tenancy/context";
import { isInforming } from "../rules/invoice-steps";
import { planLadder } from "../rules/ladder";
import type { CustomerDebt, Policies } from "../rules/types";
import { endServices } from "./end-services";
import { makeTasks } from "./make-tasks";
import type { TenantMoment } from "./read-moment";
import { tellOfSteps } from "./tell-of-steps";
import { type WrittenStep, writeSteps } from "./write-steps";

/**
 * Does for these customers what the ladder decides now: rows, messages, holds, tasks and facts in the open transaction.
 * Their rows are locked by the caller, so that a payment comes wholly before or wholly after. Returns the steps taken.
 */
export async function takeSteps(
  ctx: Ctx,
  tx: Tx,
  { debts, policies, moment }: { debts: CustomerDebt[]; policies: Policies; moment: TenantMoment },
): Promise<WrittenStep[]> {
  const decisions = debts.flatMap((debt) =>
    planLadder(debt, policies, moment).map((decision) => ({
      ...decision,
      customerId: debt.customerId,
    })),
  );
  const taken = await writeSteps(ctx, tx, decisions, moment.today);
  if (taken.length === 0) return [];
  const byCustomer = new Map(debts.map((debt) => [debt.customerId, debt]));
  for (const step of taken) state(ctx, step, byCustomer.get(step.customerId), moment.today);
  const servicesOf = (kind: string) =>
    taken.flatMap(({ step, serviceId }) => (step.kind === kind && serviceId ? [serviceId] : []));
  await hold(ctx, tx, servicesOf("softStep"), true);
  await hold(ctx, tx, servicesOf("cut"), false);
  await endServices(ctx, servicesOf("terminate"), moment.today);
  const tasks = taken.filter(({ step }) => step.kind === "task");
  await makeTasks(ctx, tx, tasks, { byCustomer, moment });
  const told = taken.filter(({ step }) => isInforming(step) || step.kind === "softStep");
  await tellOfSteps(ctx, tx, told, { byCustomer, policies, moment });
  return taken;
}

async function hold(ctx: Ctx, tx: Tx, serviceIds: string[], soft: boolean): Promise<void> {
  if (serviceIds.length === 0) return;
  // Which invoice and step it was stands in `dunning_steps`.
  await placeHolds(ctx, tx, {
    serviceIds: [...new Set(serviceIds)],
    reason: "debt",
    note: "",
    soft,
  });
}

function state(ctx: Ctx, taken: WrittenStep, debt: CustomerDebt | undefined, today: string): void {
  const invoice = debt?.invoices.find(({ id }) => id === taken.invoiceId);
  if (!invoice) return;
  record(ctx, "dunning.stepTaken", {
    entity: { type: "invoice", id: taken.invoiceId },
    payload: {
      customerId: taken.customerId,
      number: invoice.number,
      serviceId: taken.serviceId,
      step: taken.step.key,
      kind: taken.step.kind,
      days: daysBetween(invoice.dueOn, today),
    },
  });
}
