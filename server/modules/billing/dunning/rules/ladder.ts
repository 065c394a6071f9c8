import { addDays, type Day } from "@/server/kernel/day";
import { planInvoiceSteps } from "./invoice-steps";
import { planServiceSteps } from "./service-steps";
import { isAlive } from "./service-debt";
import type { CustomerDebt, Decision, Moment, Policies } from "./types";

/**
 * What the ladder does with one customer at a moment: each step of each open invoice and service, with its reason and
 * when it comes up next (isp-domain.md §3.4). Deterministic; the job and the dry run both ask it and nothing else.
 */
export function planLadder(debt: CustomerDebt, policies: Policies, moment: Moment): Decision[] {
  const own = debt.invoices.flatMap((invoice) => planInvoiceSteps(debt, invoice, policies, moment));
  const held = debt.services
    .filter(isAlive)
    .flatMap((service) => planServiceSteps(debt, service, policies, moment));
  return [...own, ...held];
}

/** The facts after decisions took effect: what the next day of a dry run starts from. */
export function afterSteps(
  debt: CustomerDebt,
  decisions: readonly Decision[],
  today: Day,
): CustomerDebt {
  const settled = decisions.filter(
    ({ action, forGood }) => action === "do" || (action === "skip" && forGood),
  );
  const holdOf = new Map(
    settled.flatMap(({ action, step, serviceId }) =>
      action === "do" && serviceId && step.kind !== "terminate"
        ? [[serviceId, step.kind === "cut" ? ("hard" as const) : ("soft" as const)]]
        : [],
    ),
  );
  return {
    ...debt,
    services: debt.services.map((service) => ({
      ...service,
      debtHold: holdOf.get(service.id) ?? service.debtHold,
    })),
    taken: [
      ...debt.taken,
      ...settled.map(({ invoiceId, serviceId, step, action }) => ({
        invoiceId,
        serviceId,
        stepKey: step.key,
        kind: step.kind,
        outcome: action === "do" ? ("done" as const) : ("skipped" as const),
        onDay: today,
      })),
    ],
  };
}

/** Plays the ladder day by day from the moment to `until` and gives that day's decisions. */
export function foresee(
  given: CustomerDebt,
  policies: Policies,
  from: Moment,
  until: Day,
): Decision[] {
  let debt = given;
  let moment: Moment = { ...from, restOfDay: true };
  for (;;) {
    const decisions = planLadder(debt, policies, moment);
    if (moment.today >= until) return decisions;
    debt = afterSteps(debt, decisions, moment.today);
    moment = { ...moment, today: addDays(moment.today, 1), time: "00:00" };
  }
}
