import { impersonations, memberships } from "@/db/schema/auth";
import { securityLog } from "@/db/schema/identity";
import { and, asc, eq } from "drizzle-orm";
import { SECURITY_KINDS, type SecurityKind } from "@/server/modules/auth/rules/security-kinds";
import { PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { asPlatform } from "@/server/tenancy/as-platform";
import type { Ctx } from "@/server/tenancy/context";
import { DEMO_ADMIN } from "./demo-tenants";
import { seedId } from "./seed-id";

const DAY_MS = 86_400_000;

/** What a year of ordinary life leaves in the security log: kind, days ago, country, address (documentation ranges). */
const ENTRIES: readonly [kind: SecurityKind, daysAgo: number, country: string, ip: string][] = [
  ["signInFailed", 1, "PE", "203.0.113.24"],
  ["newDevice", 3, "PE", "203.0.113.24"],
  ["signInSlowed", 12, "BR", "198.51.100.7"],
  ["newCountry", 40, "CL", "198.51.100.90"],
  ["passwordChanged", 95, "PE", "203.0.113.24"],
  ["newDevice", 210, "PE", "203.0.113.101"],
];

/** A past visit by support and some entries of the security log. Rows have fixed ids: a second run changes nothing. */
export async function seedSecurity(own: Ctx): Promise<void> {
  const { tenantId, now } = own;
  const idOf = (name: string) => seedId(`${tenantId}:${name}`);
  const ago = (days: number) => new Date(now.getTime() - days * DAY_MS);
  await asPlatform(own, "seed the demo's security log", async (tx) => {
    const [owner] = await tx
      .select({ id: memberships.id })
      .from(memberships)
      .where(and(eq(memberships.tenantId, tenantId), eq(memberships.role, "owner")))
      .orderBy(asc(memberships.id));
    if (!owner) return;
    const startedAt = ago(33);
    const endedAt = new Date(startedAt.getTime() + 11 * 60_000);
    await tx
      .insert(impersonations)
      .values({
        ...{ id: idOf("impersonation"), tenantId, membershipId: owner.id },
        ...{ byUserId: seedId(`user:${DEMO_ADMIN.email}`), byTenantId: PLATFORM_TENANT_ID },
        ...{ byName: DEMO_ADMIN.name, reason: "Reclamo 2041: no llegaban las invitaciones" },
        ...{ startedAt, endedAt, expiresAt: new Date(startedAt.getTime() + 30 * 60_000) },
        endedReason: "left",
      })
      .onConflictDoNothing();
    const rows = ENTRIES.map(([kind, days, country, ip], place) => ({
      ...{ id: agedId(idOf(`security:${place}`), days), tenantId, kind, country, ip },
      ...{ severity: SECURITY_KINDS[kind], membershipId: owner.id, details: {} },
      ...{ createdAt: ago(days), lastAt: ago(days) },
      // What is older than a month was looked at.
      ...(days > 30 && {
        reviewedAt: ago(days - 1),
        reviewedByMembershipId: owner.id,
        outcome: "expected" as const,
      }),
    }));
    await tx.insert(securityLog).values(rows).onConflictDoNothing();
  });
}

/** A fixed id that sorts as one given so many days ago: the log is read by id, newest first, and real entries come above. */
function agedId(id: string, daysAgo: number): string {
  const hex = (Date.UTC(2025, 0, 1) - daysAgo * DAY_MS).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7${id.slice(15)}`;
}
