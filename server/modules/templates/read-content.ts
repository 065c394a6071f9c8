import { and, desc, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { templateVersions } from "@/db/schema/units";
import type { Ctx, Locale } from "@/server/tenancy/context";
import { originalContent } from "./original-content";
import type { Content } from "./rules/content";
import type { TemplateChannel, TemplateKey } from "./rules/registry";

/** Which words: of which template, on which channel, in which language. */
export type ContentPlace = { template: TemplateKey; channel: TemplateChannel; locale: Locale };

/** The words in use: the tenant's highest version that is not withdrawn, else those in code (version 0). */
export async function readContent(
  ctx: Pick<Ctx, "tenantId">,
  tx: Tx,
  { template, channel, locale }: ContentPlace,
): Promise<{ version: number; content: Content }> {
  const original = originalContent(template, channel, locale);
  const [own] = await tx
    .select({ version: templateVersions.version, content: templateVersions.content })
    .from(templateVersions)
    .where(
      and(
        eq(templateVersions.tenantId, ctx.tenantId),
        eq(templateVersions.template, template),
        eq(templateVersions.channel, channel),
        eq(templateVersions.locale, locale),
        isNull(templateVersions.withdrawnAt),
      ),
    )
    .orderBy(desc(templateVersions.version))
    .limit(1);
  if (!own) return { version: 0, content: original };
  return { version: own.version, content: { ...original, ...own.content } };
}
