import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { lockCustomers } from "@/server/modules/billing/lock-customers";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { requireCustomer } from "./internal/customer-of-promise";
import { frozen } from "./internal/frozen";
import { markOverdue } from "./internal/mark-overdue";
import { readDebts } from "./internal/read-debts";
import { readMoment } from "./internal/read-moment";
import { readPolicies } from "./internal/read-policies";
import { takeSteps } from "./internal/take-steps";
import { planLadder } from "./rules/ladder";
import type { CustomerDebt, Decision } from "./rules/types";
import type { LadderRunDto, RunLadderForInput } from "./run-schema";

/** More open invoices than any customer has. */
const INVOICES = 1_000;

/**
 * Has the ladder look at one customer now and says what came of each step: the rules, hours and panic switches of the
 * look that comes by itself. Throws `Forbidden`, `NotFound` (a customer out of the reach of `collection.manage`).
 */
export async function runLadderFor(
  ctx: Ctx,
  { customerId }: RunLadderForInput,
): Promise<LadderRunDto> {
  authorize(ctx, "collection.manage");
  const held = await frozen(ctx);
  return inTenant(ctx, async (tx) => {
    await requireCustomer(ctx, tx, customerId);
    if (held.ladder) return { frozen: "all", steps: [] };
    await lockCustomers(ctx, tx, [customerId]);
    const moment = await readMoment(ctx, tx, { cutsFrozen: held.cuts });
    await markOverdue(ctx, tx, { today: moment.today, limit: INVOICES, customerId });
    const policies = await readPolicies(ctx, tx);
    const debts = await readDebts(ctx, tx, [customerId], moment.currency);
    // What is done is the ladder's doing, whatever the person who asks may do alone.
    const ladder: Ctx = { ...ctx, actor: { kind: "system", job: "overdue.suspend" } };
    const taken = await takeSteps(ladder, tx, { debts, policies, moment });
    record(ctx, "dunning.runForCustomer", {
      entity: { type: "customer", id: customerId },
      payload: { steps: taken.length },
    });
    const steps = debts.flatMap((debt) =>
      planLadder(debt, policies, moment).map((decision) => toStep(decision, debt)),
    );
    return { frozen: held.cuts ? "cuts" : "none", steps };
  });
}

const OUTCOMES = { do: "done", skip: "left", defer: "waits", wait: "waits" } as const;

const toStep = (
  { action, step, reason, invoiceId, serviceId, next }: Decision,
  { invoices, services }: CustomerDebt,
): LadderRunDto["steps"][number] => ({
  kind: step.kind,
  outcome: OUTCOMES[action],
  reason,
  invoice: invoices.find(({ id }) => id === invoiceId)?.number ?? "",
  service: services.find(({ id }) => id === serviceId)?.label ?? "",
  offsetDays: step.offsetDays,
  next,
});
