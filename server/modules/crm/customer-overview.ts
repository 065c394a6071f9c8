import { authorize, holds } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { fetchCustomer } from "./internal/customer-row";
import { readMoney, readServices, readStanding } from "./internal/read-overview";
import type { CustomerOverviewDto } from "./rules/overview-schema";
import { reasonsOf } from "./rules/reasons";
import type { CustomerIdInput } from "./schema";

/**
 * What the 360° page says first: why the customer is red, services, open invoices, what comes next. One query a panel; a
 * panel that the reader may not see is null, and so is what it would say of the reasons. Throws `NotFound`.
 */
export function customerOverview(
  ctx: Ctx,
  { customerId }: CustomerIdInput,
): Promise<CustomerOverviewDto> {
  authorize(ctx, "customer.read");
  const seesMoney = holds(ctx.actor, "invoice.read");
  const seesServices = holds(ctx.actor, "service.read");
  const seesCollection = holds(ctx.actor, "collection.read");
  return inTenant(ctx, async (tx) => {
    const customer = await fetchCustomer(ctx, tx, customerId);
    const found = seesServices ? await readServices(ctx, tx, customerId) : null;
    const money = seesMoney ? await readMoney(ctx, tx, customerId) : null;
    const standing = await readStanding(ctx, tx, customerId);
    const { promiseStatus: status, promiseDueOn } = standing;
    const reasons = reasonsOf({
      services: found?.services ?? [],
      overdueCount: money?.overdueCount ?? 0,
      oldestDueOn: money?.oldestDueOn ?? null,
      disputedCount: money?.disputedCount ?? 0,
      promise: seesCollection && status ? { status, dueOn: promiseDueOn ?? "" } : null,
      openTasks: seesCollection ? standing.openTasks : 0,
      failing: seesServices ? standing.failing : 0,
      exempt: customer.dunningExempt,
      unreachable: !standing.reachable && !customer.email && !customer.phone,
    });
    const shown = money && { ...money, disputedCount: undefined };
    return {
      reasons,
      services: found?.services ?? null,
      servicesCount: found?.count ?? 0,
      money: shown,
      dunningPolicyName: standing.policyName,
      merges: holds(ctx.actor, "customer.merge") ? standing.merges : [],
    };
  });
}
