import { addDays } from "@/server/kernel/day";
import { nextCutDay, whyNoCut } from "./cut-days";
import { dayOf, defer, doIt, isInforming, skip, wait } from "./invoice-steps";
import {
  bearing,
  overdueOf,
  policyOfInvoice,
  policyOfService,
  sumOpen,
  whyNotBorne,
} from "./service-debt";
import { stepsOf } from "./steps-of";
import type {
  CustomerDebt,
  DebtInvoice,
  DebtService,
  Decision,
  LadderPolicy,
  LadderStep,
  Moment,
  Policies,
} from "./types";

type Verdict = Pick<Decision, "action" | "reason" | "next" | "forGood">;
type Case = {
  debt: CustomerDebt;
  service: DebtService;
  invoice: DebtInvoice;
  policy: LadderPolicy;
  policies: Policies;
  moment: Moment;
};

const FORCE = new Set(["softStep", "cut", "terminate"]);
const forceOf = stepsOf(({ kind }) => FORCE.has(kind));

/** Steps that touch a service: judged by its oldest overdue invoice, each service for itself. */
export function planServiceSteps(
  debt: CustomerDebt,
  service: DebtService,
  policies: Policies,
  moment: Moment,
): Decision[] {
  const policy = policyOfService(debt, service, policies);
  const steps = forceOf(policy.steps);
  const borne = bearing(debt, service, policy, moment.today);
  const invoice = borne[0];
  if (!invoice) return spared(debt, service, policy, steps, moment);
  const open = steps.filter((step) => isOpen(debt, service, invoice, step));
  const given = { debt, service, invoice, policy, policies, moment };
  const cut = open.find(({ kind }) => kind === "cut");
  const cutting = cut && judgeAll(given, cut, sumOpen(borne));
  return open.map((step) => ({
    invoiceId: invoice.id,
    serviceId: service.id,
    policyId: policy.id,
    step,
    ...(step === cut && cutting
      ? cutting
      : step.kind === "softStep" && cutting?.action === "do"
        ? skip("superseded", true)
        : judgeAll(given, step, sumOpen(borne))),
  }));
}

/** Not taken yet. A service that is cut is not cut again, nor throttled. */
function isOpen(
  debt: CustomerDebt,
  service: DebtService,
  invoice: DebtInvoice,
  step: LadderStep,
): boolean {
  if (step.kind !== "terminate" && service.debtHold === "hard") return false;
  if (step.kind === "softStep" && service.debtHold === "soft") return false;
  return !debt.taken.some(
    (row) =>
      row.invoiceId === invoice.id && row.stepKey === step.key && row.serviceId === service.id,
  );
}

function judgeAll(given: Case, step: LadderStep, owedMinor: number): Verdict {
  const { debt, service, invoice, policy, moment } = given;
  const { today } = moment;
  const free = (from: string) => nextCutDay(policy, moment, from, service.branchId);
  const day = dayOf(invoice, step);
  if (day > today) return wait(free(day));
  if (debt.exempt) return skip("exempt");
  if (owedMinor < policy.floorMinor) return skip("belowFloor");
  if (service.state === "paused") return skip("paused");
  if (debt.promiseUntil && debt.promiseUntil >= today)
    return defer("promise", free(addDays(debt.promiseUntil, 1)));
  if (debt.proofUntil && debt.proofUntil >= today)
    return defer("proof", free(addDays(debt.proofUntil, 1)));
  if (step.kind === "terminate" && !wasCutBefore(given))
    return defer("cutFirst", free(addDays(today, 1)));
  if (step.kind === "cut" && !wasTold(given, step))
    return defer("noticeFirst", free(addDays(today, 1)));
  if (moment.cutsFrozen) return defer("panic", null);
  const blocked = whyNoCut(policy, moment, today, service.branchId);
  if (blocked) return defer(blocked, free(addDays(today, 1)));
  if (moment.time > policy.cutUntil) return defer("afterHours", free(addDays(today, 1)));
  if (!moment.restOfDay && moment.time < policy.cutFrom) return defer("beforeHours", today);
  return doIt;
}

/** Nothing ends on the day on which it was cut. */
const wasCutBefore = ({ debt, service, moment }: Case): boolean =>
  service.debtHold === "hard" &&
  !debt.taken.some(
    (row) => row.serviceId === service.id && row.kind === "cut" && row.onDay === moment.today,
  );

/** Nobody is cut without a word on an earlier day, where the ladder has words: not after an import, nor after days without a worker. */
function wasTold({ debt, invoice, policies, moment }: Case, cut: LadderStep): boolean {
  const said = debt.taken.filter(
    (row) => row.invoiceId === invoice.id && isInforming(row as Pick<LadderStep, "kind">),
  );
  if (said.some(({ outcome, onDay }) => outcome === "done" && onDay < moment.today)) return true;
  if (said.some(({ outcome }) => outcome === "done")) return false;
  return !policyOfInvoice(debt, invoice, policies).steps.some(
    (step) =>
      isInforming(step) &&
      step.offsetDays < cut.offsetDays &&
      !said.some(({ stepKey }) => stepKey === step.key),
  );
}

/** The customer owes long enough for a cut, and this service is not meant: said with its reason. */
function spared(
  debt: CustomerDebt,
  service: DebtService,
  policy: LadderPolicy,
  steps: readonly LadderStep[],
  { today }: Moment,
): Decision[] {
  const cut = steps.find(({ kind }) => kind === "cut");
  if (!cut || service.debtHold === "hard") return [];
  const invoice = overdueOf(debt, today).find((one) => dayOf(one, cut) <= today);
  const reason = invoice && whyNotBorne(invoice, service, policy);
  if (!invoice || !reason) return [];
  return [
    {
      invoiceId: invoice.id,
      serviceId: service.id,
      policyId: policy.id,
      step: cut,
      ...skip(reason),
    },
  ];
}
