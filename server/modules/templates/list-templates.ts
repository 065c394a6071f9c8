import { and, eq, isNull } from "drizzle-orm";
import { templateVersions } from "@/db/schema/units";
import { authorize } from "@/server/auth/authorize";
import type { Ctx, Locale } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { definitionOf, TEMPLATE_KEYS } from "./rules/registry";
import type { TemplateSummary } from "./schema";

/** Every template that is a tenant's to word, and where the tenant has words of its own. */
export async function listTemplates(ctx: Ctx): Promise<TemplateSummary[]> {
  authorize(ctx, "template.read");
  const { template, channel, locale, createdAt } = templateVersions;
  const own = await inTenant(ctx, (tx) =>
    tx
      .select({ template, channel, locale, createdAt })
      .from(templateVersions)
      .where(and(eq(templateVersions.tenantId, ctx.tenantId), isNull(templateVersions.withdrawnAt)))
      .orderBy(templateVersions.createdAt),
  );
  const shown = TEMPLATE_KEYS.filter((key) => !definitionOf(key).platformOnly);
  return shown.map((key) => {
    const { area, channels } = definitionOf(key);
    const rows = own.filter((row) => row.template === key);
    const places = new Map(
      rows.map((row) => [
        `${row.channel}.${row.locale}`,
        { channel: row.channel, locale: row.locale as Locale },
      ]),
    );
    return {
      ...{ key, area },
      channels: [...channels],
      changed: [...places.values()],
      changedAt: rows.at(-1)?.createdAt.toISOString() ?? null,
    };
  });
}
