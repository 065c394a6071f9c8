import { authorize } from "@/server/auth/authorize";
import { addDays } from "@/server/kernel/day";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readBlackouts, readHolidays } from "./internal/read-moment";
import { whyNoCut } from "./rules/cut-days";
import { previewLadder } from "./rules/preview-ladder";
import type { PreviewLadderDto, PreviewLadderInput } from "./schema";

/** Days shown around the ladder. */
const MARGIN = 7;

/** On which days a ladder, saved or not, would act for an invoice due that day, by the calendar as it stands. */
export async function previewPolicy(
  ctx: Ctx,
  input: PreviewLadderInput,
): Promise<PreviewLadderDto> {
  authorize(ctx, "collection.read");
  const { today, holidays, blackouts } = await inTenant(ctx, async (tx) => ({
    today: (await tenantFacts(ctx, tx)).today,
    holidays: await readHolidays(ctx, tx),
    blackouts: await readBlackouts(ctx, tx, addDays(input.dueOn, -70)),
  }));
  const calendar = { holidays, blackouts };
  const steps = previewLadder(input, calendar, input.dueOn);
  const days = steps.flatMap(({ plannedOn, onDay }) => [plannedOn, onDay ?? plannedOn]);
  const from = addDays([input.dueOn, ...days].toSorted()[0] ?? input.dueOn, -MARGIN);
  const until = addDays([input.dueOn, ...days].toSorted().at(-1) ?? input.dueOn, MARGIN);
  const closed: PreviewLadderDto["closed"] = [];
  for (let day = from; day <= until; day = addDays(day, 1)) {
    const reason = whyNoCut(input, calendar, day, null);
    if (reason) closed.push({ day, reason });
  }
  return {
    today,
    steps: steps.map(({ step, ...rest }) => ({ ...step, ...rest })),
    closed,
  };
}
