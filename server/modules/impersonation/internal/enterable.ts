import { and, asc, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { memberships, users } from "@/db/schema/auth";
import type { EnterableDto } from "../schema";

/** Active members of a tenant, by name, at most 200; for the platform's open transaction. */
export function enterableMembers(tx: Tx, tenantId: string): Promise<EnterableDto[]> {
  return tx
    .select({ membershipId: memberships.id, name: users.name, role: memberships.role })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      and(
        eq(memberships.tenantId, tenantId),
        eq(memberships.status, "active"),
        eq(users.status, "active"),
      ),
    )
    .orderBy(asc(users.name), asc(memberships.id))
    .limit(200);
}
