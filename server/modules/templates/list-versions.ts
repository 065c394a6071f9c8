import { and, desc, eq } from "drizzle-orm";
import { memberships, users } from "@/db/schema/auth";
import { templateVersions } from "@/db/schema/units";
import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { atPlace } from "./internal/at-place";
import { readContent } from "./read-content";
import type { PlaceInput, VersionDto } from "./schema";

/** The last hundred versions of one text, newest first; withdrawn ones too. */
export async function listVersions(ctx: Ctx, place: PlaceInput): Promise<VersionDto[]> {
  authorize(ctx, "template.read");
  return inTenant(ctx, async (tx) => {
    const used = await readContent(ctx, tx, place);
    const rows = await tx
      .select({
        version: templateVersions.version,
        content: templateVersions.content,
        createdAt: templateVersions.createdAt,
        by: users.name,
      })
      .from(templateVersions)
      .leftJoin(
        memberships,
        and(
          eq(memberships.tenantId, templateVersions.tenantId),
          eq(memberships.id, templateVersions.createdByMembershipId),
        ),
      )
      .leftJoin(users, eq(users.id, memberships.userId))
      .where(atPlace(ctx, place))
      .orderBy(desc(templateVersions.version))
      .limit(100);
    return rows.map(({ version, content, createdAt, by }) => ({
      ...{ version, content, by },
      createdAt: createdAt.toISOString(),
      inUse: version === used.version,
    }));
  });
}
