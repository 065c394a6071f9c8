import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { openSessions } from "./internal/open-sessions";
import { ownCustomer } from "./internal/own-customer";
import type { PortalSessionDto } from "./schema";

/** Where the customer is signed in, newest first. */
export async function listSessions(ctx: Ctx): Promise<PortalSessionDto[]> {
  const { customerId, sessionId } = ownCustomer(ctx);
  const rows = await inTenant(ctx, (tx) => openSessions(ctx, tx, customerId));
  return rows.map((row) => ({
    ...row,
    current: row.id === sessionId,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
  }));
}
