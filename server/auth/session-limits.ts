import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { tenantSettings } from "@/db/schema/tenants";
import { authSettings } from "@/server/modules/auth/settings";
import type { SessionAudience } from "./session";

/** How long a session lives without use, and at the latest. */
export type SessionLimits = { sessionIdleMinutes: number; sessionAbsoluteHours: number };

/** The tenant's limits for sessions of an audience; unreadable settings mean the defaults, never an endless session. */
export async function sessionLimits(
  tx: Tx,
  tenantId: string,
  audience: SessionAudience,
): Promise<SessionLimits> {
  const [row] = await tx
    .select({ data: tenantSettings.data })
    .from(tenantSettings)
    .where(and(eq(tenantSettings.tenantId, tenantId), eq(tenantSettings.module, "auth")));
  const parsed = authSettings.safeParse(row?.data ?? {});
  const settings = parsed.success ? parsed.data : authSettings.parse({});
  if (audience !== "customer") return settings;
  const { customerIdleDays, customerAbsoluteDays } = settings;
  return {
    sessionIdleMinutes: customerIdleDays * 24 * 60,
    sessionAbsoluteHours: customerAbsoluteDays * 24,
  };
}
