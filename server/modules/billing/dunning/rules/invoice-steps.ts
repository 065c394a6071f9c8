import { addDays } from "@/server/kernel/day";
import { stepsOf } from "./steps-of";
import { overdueOf, policyOfInvoice, sumOpen } from "./service-debt";
import type {
  CustomerDebt,
  DebtInvoice,
  Decision,
  LadderPolicy,
  LadderStep,
  Moment,
  Policies,
} from "./types";

/** Reminders leave from this hour of the tenant's clock on; later ones are the channel's quiet hours. */
const REMIND_FROM = "09:00";

/** From which hour a ladder's reminders leave: nobody hears of a debt after the hour at which it may cut. */
export const remindFrom = ({ cutFrom }: Pick<LadderPolicy, "cutFrom">): string =>
  cutFrom < REMIND_FROM ? cutFrom : REMIND_FROM;

export const isInforming = (step: Pick<LadderStep, "kind">): boolean =>
  step.kind === "reminder" || step.kind === "overdue";

type Verdict = Pick<Decision, "action" | "reason" | "next" | "forGood">;
export const doIt: Verdict = { action: "do", reason: "due", next: null, forGood: false };
export const skip = (reason: Decision["reason"], forGood = false): Verdict => ({
  action: "skip",
  reason,
  next: null,
  forGood,
});
export const defer = (reason: Decision["reason"], next: string | null): Verdict => ({
  action: "defer",
  reason,
  next,
  forGood: false,
});
export const wait = (next: string | null): Verdict => ({
  action: "wait",
  reason: "notYet",
  next,
  forGood: false,
});

const wordsAndTasks = stepsOf((step) => isInforming(step) || step.kind === "task");

/** Steps that concern the invoice as a whole: reminders and tasks for people. */
export function planInvoiceSteps(
  debt: CustomerDebt,
  invoice: DebtInvoice,
  policies: Policies,
  moment: Moment,
): Decision[] {
  const policy = policyOfInvoice(debt, invoice, policies);
  const steps = wordsAndTasks(policy.steps).filter((step) => !isTaken(debt, invoice, step));
  if (steps.length === 0) return [];
  const due = steps.filter((step) => dayOf(invoice, step) <= moment.today);
  const last = due.findLast(isInforming);
  return steps.map((step) => {
    const common = { invoiceId: invoice.id, serviceId: null, policyId: policy.id, step };
    if (!due.includes(step)) return { ...common, ...wait(dayOf(invoice, step)) };
    // Late by days: the latest word is said, the earlier ones are not said after it.
    if (isInforming(step) && step !== last) return { ...common, ...skip("superseded", true) };
    return { ...common, ...judge(debt, invoice, step, policy, moment) };
  });
}

export const dayOf = (invoice: DebtInvoice, step: LadderStep) =>
  addDays(invoice.dueOn, step.offsetDays);

const isTaken = (debt: CustomerDebt, invoice: DebtInvoice, step: LadderStep) =>
  debt.taken.some((row) => row.invoiceId === invoice.id && row.stepKey === step.key);

function judge(
  debt: CustomerDebt,
  invoice: DebtInvoice,
  step: LadderStep,
  policy: LadderPolicy,
  { today, time, restOfDay }: Moment,
): Verdict {
  if (isInforming(step)) {
    // "Due soon" is not said once it is due no longer; nor before the document was there.
    if (step.offsetDays <= 0 && today > invoice.dueOn) return skip("expired", true);
    if (step.offsetDays < 0 && dayOf(invoice, step) < invoice.issuedOn)
      return skip("issuedLater", true);
  }
  if (debt.exempt) return skip("exempt");
  if (invoice.disputed) return defer("disputed", null);
  const owed =
    sumOpen(overdueOf(debt, today)) + (invoice.dueOn >= today ? invoice.openBaseMinor : 0);
  if (owed < policy.floorMinor) return skip("belowFloor");
  if (debt.promiseUntil && debt.promiseUntil >= today)
    return defer("promise", addDays(debt.promiseUntil, 1));
  if (isInforming(step) && saidToday(debt, invoice, today))
    return defer("onceADay", addDays(today, 1));
  if (!restOfDay && time < remindFrom(policy)) return defer("beforeHours", today);
  return doIt;
}

const saidToday = (debt: CustomerDebt, invoice: DebtInvoice, today: string) =>
  debt.taken.some(
    (row) =>
      row.invoiceId === invoice.id &&
      row.outcome === "done" &&
      row.onDay === today &&
      isInforming(row as Pick<LadderStep, "kind">),
  );
