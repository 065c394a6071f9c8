import { and, isNull } from "drizzle-orm";
import { templateVersions } from "@/db/schema/units";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readTemplate } from "./get-template";
import { entityOf, lockPlace } from "./internal/add-version";
import { atPlace } from "./internal/at-place";
import type { ResetTemplateInput, TemplateDto } from "./schema";

/** Goes back to the words in code; what the tenant wrote stays among the versions. */
export async function resetTemplate(ctx: Ctx, input: ResetTemplateInput): Promise<TemplateDto> {
  authorize(ctx, "template.manage");
  const { template, channel, locale, basedOn } = input;
  const place = { template, channel, locale };
  return inTenant(ctx, async (tx) => {
    const before = await lockPlace(ctx, tx, place, basedOn);
    if (before.version > 0) {
      await tx
        .update(templateVersions)
        .set({ withdrawnAt: ctx.now })
        .where(and(atPlace(ctx, place), isNull(templateVersions.withdrawnAt)));
      record(ctx, "template.reset", {
        entity: { type: "template", id: entityOf(place) },
        payload: place,
      });
    }
    return readTemplate(ctx, tx, place);
  });
}
