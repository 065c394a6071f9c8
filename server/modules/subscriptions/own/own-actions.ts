import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { addDays } from "@/server/kernel/day";
import { toMinor } from "@/server/kernel/money";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { isEnded, isPending } from "../rules/service-machine";
import { whyNotPaused } from "../rules/why-not-paused";
import { pauseTerms } from "../rules/own-pause";
import { ownService, pausesOf, selfService } from "./own-facts";
import type { OwnActionsDto } from "./schema";

type Wish = { itemId: string; itemName: string; onDay: string };

/** A plan that comes on its day. */
export async function waitingPlan(ctx: Ctx, tx: Tx, serviceId: string): Promise<Wish | undefined> {
  const { rows } = await tx.execute<Wish>(sql`
    select i.id as "itemId", i.name as "itemName", x.on_day::text as "onDay" from service_changes x
    join catalog_items i on i.tenant_id = x.tenant_id and i.id = (x.detail ->> 'itemId')::uuid
    where x.tenant_id = ${ctx.tenantId} and x.service_id = ${serviceId} and x.kind = 'plan' and x.status = 'waiting'
    order by x.id desc limit 1`);
  return rows[0];
}

/** The last wish that staff were told of, unless the plan was changed since; the chain is its memory. */
export async function askedPlan(ctx: Ctx, tx: Tx, serviceId: string): Promise<Wish | undefined> {
  const { timeZone } = await selfService(ctx, tx);
  const { rows } = await tx.execute<Wish>(sql`
    select i.id as "itemId", i.name as "itemName", (e.occurred_at at time zone ${timeZone})::date::text as "onDay"
    from (select name, body, occurred_at from events where tenant_id = ${ctx.tenantId} and entity_type = 'service'
      and entity_id = ${serviceId} and name in ('service.planChangeAsked', 'service.planChanged')
      order by seq desc limit 1) e
    join catalog_items i on i.tenant_id = ${ctx.tenantId} and i.id = (e.body::jsonb -> 'payload' ->> 'toItemId')::uuid
    where e.name = 'service.planChangeAsked'`);
  return rows[0];
}

/** What the signed-in customer may do with a service of theirs now, by the company's policy. Throws `NotFound`. */
export function ownActions(ctx: Ctx, { serviceId }: { serviceId: string }): Promise<OwnActionsDto> {
  return inTenant(ctx, async (tx) => {
    const row = await ownService(ctx, tx, serviceId);
    const rules = await selfService(ctx, tx);
    const { usedInYear, since } = await pausesOf(ctx, tx, serviceId, rules.today);
    const terms = pauseTerms(rules, { today: rules.today, usedInYear });
    const bare = ({ itemName, onDay }: Wish) => ({ itemName, onDay });
    const [asked, waiting] = [
      await askedPlan(ctx, tx, serviceId),
      await waitingPlan(ctx, tx, serviceId),
    ];
    return {
      today: rules.today,
      planChange: isEnded(row.state) || isPending(row.state) ? "off" : rules.planChange,
      asked: asked ? bare(asked) : null,
      waiting: waiting ? bare(waiting) : null,
      pause:
        rules.pause && terms && row.state === "active"
          ? {
              ...{ ...terms, usedInYear, currency: rules.currency },
              feeMinor: rules.pauseFee ? toMinor(rules.pauseFee, rules.currency) : 0,
            }
          : null,
      pauseWaits: rules.pause ? (whyNotPaused(row) ?? null) : null,
      resumeFrom: rules.pause && since !== null ? addDays(since, rules.pauseMinDays) : null,
    };
  });
}
