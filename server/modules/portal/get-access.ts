import { and, eq, max } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { sessions } from "@/db/schema/auth";
import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { openSessions } from "./internal/open-sessions";
import { staffCustomer } from "./internal/staff-customer";
import type { PortalAccessDto, PortalCustomerInput } from "./schema";

/** How a customer stands with the portal: may they enter, are they in, when were they last. */
export async function getAccess(ctx: Ctx, input: PortalCustomerInput): Promise<PortalAccessDto> {
  authorize(ctx, "customer.read");
  return inTenant(ctx, (tx) => readAccess(ctx, tx, "customer.read", input.customerId));
}

/** The same inside an open transaction, as the permission reaches. */
export async function readAccess(
  ctx: Ctx,
  tx: Tx,
  permission: "customer.read" | "customer.manage",
  customerId: string,
): Promise<PortalAccessDto> {
  const customer = await staffCustomer(ctx, tx, permission, customerId);
  const open = await openSessions(ctx, tx, customerId);
  const [seen] = await tx
    .select({ at: max(sessions.lastSeenAt) })
    .from(sessions)
    .where(and(eq(sessions.tenantId, ctx.tenantId), eq(sessions.customerId, customerId)));
  return {
    allowed: customer.portalAccess,
    archived: customer.archivedAt !== null,
    hasEmail: customer.email !== null,
    openSessions: open.length,
    lastSeenAt: seen?.at?.toISOString() ?? null,
  };
}
