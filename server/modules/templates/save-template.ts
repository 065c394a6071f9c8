import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readTemplate } from "./get-template";
import { addVersion } from "./internal/add-version";
import { requireContent } from "./require-content";
import type { SaveTemplateInput, TemplateDto } from "./schema";

/** Saves the tenant's own words as the next version. Throws `Invalid` with the place of a fault, `Conflict` over somebody's later words. */
export async function saveTemplate(ctx: Ctx, input: SaveTemplateInput): Promise<TemplateDto> {
  authorize(ctx, "template.manage");
  const { template, channel, locale, content, basedOn } = input;
  requireContent(template, channel, content);
  const place = { template, channel, locale };
  return inTenant(ctx, async (tx) => {
    await addVersion(ctx, tx, { place, content, basedOn });
    return readTemplate(ctx, tx, place);
  });
}
