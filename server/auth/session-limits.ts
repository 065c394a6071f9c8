import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { tenantSettings } from "@/db/schema/tenants";
import { type AuthSettings, authSettings } from "@/server/modules/auth/settings";

/** The tenant's limits for sessions; unreadable settings mean the defaults, never an endless session. */
export async function sessionLimits(tx: Tx, tenantId: string): Promise<AuthSettings> {
  const [row] = await tx
    .select({ data: tenantSettings.data })
    .from(tenantSettings)
    .where(and(eq(tenantSettings.tenantId, tenantId), eq(tenantSettings.module, "auth")));
  const settings = authSettings.safeParse(row?.data ?? {});
  return settings.success ? settings.data : authSettings.parse({});
}
