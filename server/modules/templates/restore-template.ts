import { and, eq } from "drizzle-orm";
import { templateVersions } from "@/db/schema/units";
import { authorize } from "@/server/auth/authorize";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readTemplate } from "./get-template";
import { addVersion } from "./internal/add-version";
import { atPlace } from "./internal/at-place";
import { requireContent } from "./require-content";
import type { RestoreTemplateInput, TemplateDto } from "./schema";

/** Brings an old version's words back as a new version. Words that today's rules refuse stay old (`Invalid`). */
export async function restoreTemplate(ctx: Ctx, input: RestoreTemplateInput): Promise<TemplateDto> {
  authorize(ctx, "template.manage");
  const { template, channel, locale, version, basedOn } = input;
  const place = { template, channel, locale };
  return inTenant(ctx, async (tx) => {
    const [old] = await tx
      .select({ content: templateVersions.content })
      .from(templateVersions)
      .where(and(atPlace(ctx, place), eq(templateVersions.version, version)));
    if (!old) throw new NotFound("template_version");
    requireContent(template, channel, old.content);
    await addVersion(ctx, tx, { place, content: old.content, basedOn, restored: version });
    return readTemplate(ctx, tx, place);
  });
}
