import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { addDays, daysBetween } from "@/server/kernel/day";
import { moneyParam } from "@/server/modules/notifications/rules/money-param";
import type { TellCustomerInput } from "@/server/modules/notifications/tell-customer";
import { tellCustomers } from "@/server/modules/notifications/tell-customers";
import type { Ctx } from "@/server/tenancy/context";
import { openPayLinks } from "../../pay-links/open-pay-links";
import { nextCutDay } from "../rules/cut-days";
import { eventOfOffset } from "../rules/reminder-event";
import { bearing, policyOfService, sumOpen } from "../rules/service-debt";
import type { CustomerDebt, Policies } from "../rules/types";
import type { TenantMoment } from "./read-moment";
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
  const asked = steps.flatMap((taken) => {
    const input = wordsOf(taken, facts);
    return input ? [{ stepId: taken.stepId, input }] : [];
  });
  const urls = await openPayLinks(ctx, tx, asked.map(linkOf));
  const ids = await tellCustomers(
    ctx,
    tx,
    asked.map(({ input }, at) => ({ ...input, secrets: { url: urls[at] ?? "/" } })),
  );
  const told = asked.flatMap(({ stepId }, index) =>
    ids[index] ? [{ step: stepId, message: ids[index] }] : [],
  );
  if (told.length === 0) return;
  await tx.execute(sql`update dunning_steps d set message_id = t.message
    from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as t (step uuid, message uuid)
    where d.tenant_id = ${ctx.tenantId} and d.id = t.step`);
}

/** Until it is overdue an invoice stands for itself; then it is all that is owed that counts. */
const linkOf = ({ input: { event, customerId, entity } }: { input: TellCustomerInput }) => ({
  customerId,
  invoiceId: event === "billing.reminderBefore" || event === "billing.dueToday" ? entity.id : null,
});

function wordsOf(taken: WrittenStep, facts: Facts): TellCustomerInput | undefined {
  const debt = facts.byCustomer.get(taken.customerId);
  const invoice = debt?.invoices.find(({ id }) => id === taken.invoiceId);
  if (!debt || !invoice) return undefined;
  const given = { taken, debt, invoice, facts };
  return {
    ...(taken.serviceId ? ofCut(given, taken.serviceId) : ofInvoice(given)),
    customerId: taken.customerId,
    entity: { type: "invoice", id: invoice.id },
    dedupeKey: `dunning:${taken.stepId}`,
  };
}

type Given = {
  taken: WrittenStep;
  debt: CustomerDebt;
  invoice: CustomerDebt["invoices"][number];
  facts: Facts;
};
type Words = Pick<TellCustomerInput, "event" | "params">;

/** By where the step stands: before the due day, on it, after it. */
function ofInvoice({ taken, invoice, facts: { moment } }: Given): Words {
  const { offsetDays } = taken.step;
  return {
    event: eventOfOffset(offsetDays),
    params: {
      number: invoice.number,
      amount: moneyParam(invoice.openMinor, invoice.currency),
      dueOn: invoice.dueOn,
      days: Math.abs(daysBetween(invoice.dueOn, moment.today)),
    },
  };
}

/** The soft step warns of the cut and of its day. */
function ofCut({ debt, invoice, facts }: Given, serviceId: string): Words {
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
      amount: moneyParam(owed, moment.currency),
      cutOn: nextCutDay(policy, moment, from, service?.branchId ?? null) ?? from,
    },
  };
}
