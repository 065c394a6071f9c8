import { and, eq, gt, lt, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { autopays, paymentMethods } from "@/db/schema/cards";
import { defineJob } from "@/server/jobs/define-job";
import { addDays, type Day } from "@/server/kernel/day";
import { tellCustomer } from "@/server/modules/notifications/tell-customer";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { endCard } from "./end-card";
import { cardLabel } from "./internal/card-label";
import { expiryNotice, lastDayOf } from "./rules/card-months";

/**
 * Ends cards whose last month is over, and tells who pays by one that ends soon: a month before and a week before, once
 * each.
 */
export const watchCards = defineJob({
  name: "payments.watchCards",
  schema: z.object({}).loose(),
  handle: (ctx) =>
    inTenant(ctx, async (tx) => {
      const { today } = await tenantFacts(ctx, tx);
      await endOver(ctx, tx, today);
      await tellOfEnding(ctx, tx, today);
    }),
});

const active = (ctx: Ctx) =>
  and(
    eq(paymentMethods.tenantId, ctx.tenantId),
    eq(paymentMethods.status, "active"),
    gt(paymentMethods.expiresOn, ""),
  );

async function endOver(ctx: Ctx, tx: Tx, today: Day): Promise<void> {
  const over = await tx
    .select()
    .from(paymentMethods)
    .where(and(active(ctx), lt(paymentMethods.expiresOn, today.slice(0, 7))));
  for (const card of over) await endCard(ctx, tx, card, "expired");
}

async function tellOfEnding(ctx: Ctx, tx: Tx, today: Day): Promise<void> {
  const { id, customerId, expiresOn } = paymentMethods;
  const ending = await tx
    .select({ id, customerId, expiresOn })
    .from(paymentMethods)
    .innerJoin(
      autopays,
      and(
        eq(autopays.tenantId, paymentMethods.tenantId),
        eq(autopays.methodId, id),
        sql`${autopays.endedAt} is null`,
      ),
    )
    .where(and(active(ctx), sql`${expiresOn} <= ${addDays(today, 31).slice(0, 7)}`));
  for (const card of ending) {
    const notice = expiryNotice(card.expiresOn, today);
    if (!notice) continue;
    await tellCustomer(ctx, tx, {
      ...{ event: "billing.cardExpiring", customerId: card.customerId },
      entity: { type: "paymentMethod", id: card.id },
      params: {
        card: await cardLabel(ctx, tx, card.id),
        ...{ expiresOn: lastDayOf(card.expiresOn), url: "/cards" },
      },
      dedupeKey: `paymentMethod.expiring:${card.id}:${notice}`,
    });
  }
}
