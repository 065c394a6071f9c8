import { and, eq, type SQL } from "drizzle-orm";
import { staffNotifications } from "@/db/schema/work";
import { Forbidden } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";

/** Which news are the caller's: members of staff have their own, nobody else has any. */
export function ownNews({ tenantId, actor }: Ctx): SQL | undefined {
  if (actor.kind !== "user") throw new Forbidden();
  return and(
    eq(staffNotifications.tenantId, tenantId),
    eq(staffNotifications.membershipId, actor.membershipId),
  );
}
