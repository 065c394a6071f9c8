import type { Tx } from "@/db/client";
import type { Ctx } from "@/server/tenancy/context";
import { readDebts } from "./internal/read-debts";
import { readMoment } from "./internal/read-moment";
import { readPolicies } from "./internal/read-policies";
import { bearing, policyOfService, sumOpen } from "./rules/service-debt";

/** What keeps or would keep a customer's services from running, as the ladder counts it. */
export type OwedOf = {
  currency: string;
  /** Overdue and borne by the service, by its id; nothing where it owes nothing. */
  owedMinor: ReadonlyMap<string, number>;
  promiseUntil: string | null;
  /** Services in a place whose network is out today: nobody is cut for it. */
  outages: ReadonlySet<string>;
};

/** What each service of a customer owes, until when a promise rests it, and where the network is out; in the caller's transaction. */
export async function whatIsOwed(ctx: Ctx, tx: Tx, customerId: string): Promise<OwedOf> {
  const moment = await readMoment(ctx, tx, { cutsFrozen: false });
  const { today, currency } = moment;
  const [debt] = await readDebts(ctx, tx, [customerId], currency);
  if (!debt) return { currency, owedMinor: new Map(), promiseUntil: null, outages: new Set() };
  const policies = await readPolicies(ctx, tx);
  const out = moment.blackouts.filter(
    ({ kind, fromDay, toDay }) => kind === "outage" && fromDay <= today && today <= toDay,
  );
  return {
    currency,
    promiseUntil: debt.promiseUntil,
    owedMinor: new Map(
      debt.services.map((service) => {
        const policy = policyOfService(debt, service, policies);
        return [service.id, sumOpen(bearing(debt, service, policy, today))];
      }),
    ),
    outages: new Set(
      debt.services
        .filter(({ branchId }) =>
          out.some((row) => row.branchId === null || row.branchId === branchId),
        )
        .map(({ id }) => id),
    ),
  };
}
