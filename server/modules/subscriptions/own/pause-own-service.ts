import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { addDays } from "@/server/kernel/day";
import { Conflict, Forbidden, Invalid } from "@/server/kernel/errors";
import { IllegalTransition } from "@/server/kernel/state-machine";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { defaultTaxClass } from "@/server/modules/catalog/default-tax-class";
import { addCharges } from "../add-charges";
import { dropWaiting } from "../internal/changes";
import { pauseNow } from "../internal/pause-now";
import { resumeNow } from "../internal/resume-now";
import type { ServiceRow } from "../internal/service-row";
import { whyNoPause } from "../rules/own-pause";
import { ownService, pausesOf, selfService } from "./own-facts";
import type { PauseOwnInput } from "./schema";

/** What stands in the hold for the staff: the actor says who it was. */
const REASON = "portal";

/**
 * A customer rests their own service until a day, within what the company allows; what it costs is billed with the next
 * invoice. Asked twice for the same day it is one pause. Throws `Forbidden` where the company does not let them,
 * `NotFound`, `IllegalTransition`, `Conflict` when the year's days are used, something is owed, or the company's fee cannot
 * be charged, `Invalid` beside `until`.
 */
export function pauseOwnService(ctx: Ctx, { serviceId, until }: PauseOwnInput): Promise<void> {
  return inTenant(ctx, async (tx) => {
    const row = await ownService(ctx, tx, serviceId, true);
    const rules = await selfService(ctx, tx);
    if (!rules.pause) throw new Forbidden("self_service_off");
    if (row.state === "paused" && row.pausedUntil === until) return;
    const { usedInYear } = await pausesOf(ctx, tx, serviceId, rules.today);
    const refusal = whyNoPause(rules, { today: rules.today, usedInYear }, until);
    const params = {
      days: refusal === "pause_too_short" ? rules.pauseMinDays : rules.maxPauseDays,
    };
    if (refusal === "pause_days_used") throw new Conflict(refusal, { days: rules.pauseDaysAYear });
    if (refusal) throw new Invalid(refusal, params, { fields: { until: refusal } });
    await pauseNow(ctx, tx, row, { onDay: until, reason: REASON });
    await chargePause(ctx, tx, row, rules);
  });
}

/** Once a pause: the hold is its key. */
async function chargePause(
  ctx: Ctx,
  tx: Tx,
  row: ServiceRow,
  { pauseFee, currency, today, locale }: Awaited<ReturnType<typeof selfService>>,
): Promise<void> {
  if (!(Number(pauseFee) > 0)) return;
  const { rows } = await tx.execute<{ holdId: string }>(sql`
    select h.id as "holdId" from service_holds h where h.tenant_id = ${ctx.tenantId} and h.service_id = ${row.id} and h.reason = 'pause'
      and h.lifted_at is null`);
  const [found] = rows;
  if (!found) throw new Error("a pause without its hold");
  const taxClassId = await defaultTaxClass(ctx, tx);
  // Never a pause that costs and is not charged, nor one charged without its taxes.
  if (!taxClassId) throw new Conflict("pause_fee_unset");
  await addCharges(ctx, tx, [
    {
      ...{
        customerId: row.customerId,
        serviceId: row.id,
        kind: "charge",
        currency,
        startsOn: today,
      },
      ...{ amount: pauseFee, taxClassId, businessUnitId: row.businessUnitId },
      description: `${PAUSE[locale as keyof typeof PAUSE] ?? PAUSE.es} · ${row.label || row.itemName}`,
      dedupeKey: `pauseFee:${found.holdId}`,
      explanation: { formula: "byHand" },
    },
  ]);
}

/** A line of an invoice is written in the company's language. */
const PAUSE = { es: "Pausa", en: "Pause", pt: "Pausa" } as const;

/**
 * A customer ends their own service's pause, once it lasted as long as the company asks. Throws `Forbidden`, `NotFound`,
 * `IllegalTransition` when it is not paused, `Conflict` while the shortest pause lasts.
 */
export function resumeOwnService(ctx: Ctx, { serviceId }: { serviceId: string }): Promise<void> {
  return inTenant(ctx, async (tx) => {
    const row = await ownService(ctx, tx, serviceId, true);
    const rules = await selfService(ctx, tx);
    if (!rules.pause) throw new Forbidden("self_service_off");
    const { since } = await pausesOf(ctx, tx, serviceId, rules.today);
    if (since === null) throw new IllegalTransition("service", row.state, "resume");
    const from = addDays(since, rules.pauseMinDays);
    if (rules.today < from) throw new Conflict("pause_minimum", { day: from });
    await resumeNow(ctx, tx, row, rules);
    await dropWaiting(ctx, tx, serviceId, ["resume"]);
  });
}
