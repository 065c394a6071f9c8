import type { Tx } from "@/db/client";
import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { requireChannel } from "./require-content";
import { originalContent } from "./original-content";
import { type ContentPlace, readContent } from "./read-content";
import { fieldsOf } from "./rules/content";
import { definitionOf } from "./rules/registry";
import type { PlaceInput, TemplateDto } from "./schema";

/** One text of a template: its words in use, those in code, and what may stand in it. */
export async function getTemplate(ctx: Ctx, input: PlaceInput): Promise<TemplateDto> {
  authorize(ctx, "template.read");
  return inTenant(ctx, (tx) => readTemplate(ctx, tx, input));
}

/** The same inside an open transaction, without asking who reads. */
export async function readTemplate(ctx: Ctx, tx: Tx, place: ContentPlace): Promise<TemplateDto> {
  const { template, channel, locale } = place;
  requireChannel(template, channel);
  const { area, channels, record, variables, must, ownLinksOnly } = definitionOf(template);
  return {
    ...{ template, channel, locale, area, record },
    channels: [...channels],
    ...(await readContent(ctx, tx, place)),
    original: originalContent(template, channel, locale),
    fields: fieldsOf(template, channel).map(({ name, maxLength, kind, optional }) => ({
      ...{ name, maxLength, kind },
      optional: optional ?? false,
    })),
    variables: Object.entries(variables).map(([name, { kind, sample }]) => ({
      ...{ name, kind, sample },
      must: must.includes(name),
    })),
    ownLinksOnly: ownLinksOnly ?? false,
  };
}
