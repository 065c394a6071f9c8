import type { Tx } from "@/db/client";
import { addDays, daysBetween } from "@/server/kernel/day";
import type { Ctx } from "@/server/tenancy/context";
import { tenantOrigin } from "@/server/tenancy/tenant-origin";
import { nextCutDay } from "../rules/cut-days";
import { bearing, policyOfService, sumOpen } from "../rules/service-debt";
import type { CustomerDebt, Policies } from "../rules/types";
import { amountText } from "./amount-text";
import type { TenantMoment } from "./read-moment";
import { tell } from "./tell";
import type { WrittenStep } from "./write-steps";

type Facts = {
  byCustomer: ReadonlyMap<string, CustomerDebt>;
  policies: Policies;
  moment: TenantMoment;
};

/** Tells customers of the steps taken, each once (the step's row is the key); when and how is the module's that sends. */
export async function tellOfSteps(
  ctx: Ctx,
  tx: Tx,
  steps: readonly WrittenStep[],
  facts: Facts,
): Promise<void> {
  if (steps.length === 0) return;
  const { origin } = await tenantOrigin(tx, ctx.tenantId);
  for (const taken of steps) {
    const debt = facts.byCustomer.get(taken.customerId);
    const invoice = debt?.invoices.find(({ id }) => id === taken.invoiceId);
    if (!debt || !invoice) continue;
    const given = { taken, debt, invoice, facts, origin };
    const { event, params } = taken.serviceId ? ofCut(given, taken.serviceId) : ofInvoice(given);
    await tell(ctx, tx, {
      event,
      customerId: taken.customerId,
      entity: { type: "invoice", id: invoice.id },
      params,
      dedupeKey: `dunning:${taken.stepId}`,
    });
  }
}

type Given = {
  taken: WrittenStep;
  debt: CustomerDebt;
  invoice: CustomerDebt["invoices"][number];
  facts: Facts;
  origin: string;
};

/** By where the step stands: before the due day, on it, after it. */
function ofInvoice({ taken, invoice, facts: { moment }, origin }: Given) {
  const { offsetDays } = taken.step;
  const event =
    offsetDays < 0
      ? "billing.reminderBefore"
      : offsetDays === 0
        ? "billing.dueToday"
        : "billing.overdueReminder";
  return {
    event,
    params: {
      number: invoice.number,
      amount: amountText(invoice.openBaseMinor, moment.currency),
      dueOn: invoice.dueOn,
      days: Math.abs(daysBetween(invoice.dueOn, moment.today)),
      url: `${origin}/portal/invoices/${invoice.id}`,
    },
  };
}

/** The soft step warns of the cut and of its day. */
function ofCut({ debt, invoice, facts, origin }: Given, serviceId: string) {
  const { moment, policies } = facts;
  const service = debt.services.find(({ id }) => id === serviceId);
  const policy = policyOfService(debt, service, policies);
  const cut = policy.steps.find(({ kind }) => kind === "cut");
  const planned = cut ? addDays(invoice.dueOn, cut.offsetDays) : moment.today;
  const from = planned > moment.today ? planned : addDays(moment.today, 1);
  const owed = service ? sumOpen(bearing(debt, service, policy, moment.today)) : 0;
  return {
    event: "billing.cutNotice",
    params: {
      service: service?.label || `#${service?.number ?? ""}`,
      amount: amountText(owed, moment.currency),
      cutOn: nextCutDay(policy, moment, from, service?.branchId ?? null) ?? from,
      url: `${origin}/portal/invoices`,
    },
  };
}
