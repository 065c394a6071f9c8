import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { defineJob } from "@/server/jobs/define-job";
import { localClock } from "@/server/jobs/due-period";
import { enqueue } from "@/server/jobs/enqueue";
import { addDays } from "@/server/kernel/day";
import { tellCustomer } from "@/server/modules/notifications/tell-customer";
import { moneyParam } from "@/server/modules/notifications/rules/money-param";
import { readSettings } from "@/server/modules/tenants/get-settings";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { chargeCard } from "./charge-card";
import { cardLabel } from "./internal/card-label";
import { MOST_PLANS, type Plan, readPlans } from "./internal/read-plans";

/** Asks for a charge of each invoice whose day has come; each charge is a job of its own, that looks at everything again. */
export const chargeDue = defineJob({
  name: "payments.chargeDue",
  schema: z.object({}).loose(),
  handle: async (ctx, _, { signal }) => {
    let after: Plan | undefined;
    do after = await inTenant(ctx, (tx) => askSome(ctx, tx, after));
    while (after && !signal.aborted);
  },
});

/** The next ones after that; returns the last of them when there may be more. */
async function askSome(ctx: Ctx, tx: Tx, after: Plan | undefined): Promise<Plan | undefined> {
  const { timeZone } = await tenantFacts(ctx, tx);
  const { data } = await readSettings(ctx, tx, "autopay");
  const { day: today, time } = localClock(ctx.now, timeZone);
  if (Number(time.slice(0, 2)) < data.hour) return undefined;
  const rest = after
    ? sql`and (i.due_on, i.id) > (${after.dueOn}::date, ${after.invoiceId})`
    : sql``;
  const due = sql`i.due_on <= ${addDays(today, data.daysBefore)}::date ${rest}`;
  const plans = await readPlans(ctx, tx, due);
  for (const { invoiceId, next } of plans) {
    if (next.number === null || next.waits !== null || next.onDay > today) continue;
    const tryNumber = next.number;
    enqueue(ctx, chargeCard, { invoiceId, tryNumber }, { key: `${invoiceId}:${tryNumber}` });
  }
  for (const plan of plans) await tellOfLimit(ctx, tx, plan);
  return plans.length === MOST_PLANS ? plans.at(-1) : undefined;
}

/** More than the customer allowed at once: they pay it themselves, and hear so once. */
async function tellOfLimit(ctx: Ctx, tx: Tx, plan: Plan): Promise<void> {
  const { next, customerId, invoiceId, openMinor, currency } = plan;
  if (next.number !== null || next.why !== "limit") return;
  await tellCustomer(ctx, tx, {
    ...{ event: "billing.autopayStopped", customerId, entity: { type: "invoice", id: invoiceId } },
    params: {
      amount: moneyParam(openMinor, currency),
      ...{ card: await cardLabel(ctx, tx, plan.methodId), url: "/pay" },
    },
    dedupeKey: `autopay.limit:${invoiceId}`,
  });
}
