import { and, eq, type SQL } from "drizzle-orm";
import { templateVersions } from "@/db/schema/units";
import type { Ctx } from "@/server/tenancy/context";
import type { ContentPlace } from "../read-content";

/** The rows of the tenant's versions of one text. */
export const atPlace = (
  { tenantId }: Pick<Ctx, "tenantId">,
  { template, channel, locale }: ContentPlace,
): SQL | undefined =>
  and(
    eq(templateVersions.tenantId, tenantId),
    eq(templateVersions.template, template),
    eq(templateVersions.channel, channel),
    eq(templateVersions.locale, locale),
  );
