import { type SQL, sql, type SQLWrapper } from "drizzle-orm";
import { authorize } from "@/server/auth/authorize";
import type { PermissionName } from "@/server/auth/permissions";
import type { Ctx } from "@/server/tenancy/context";
import { ofCustomersWithinReach } from "../of-customers-within-reach";

/**
 * The rows that a document's reader may see: staff those of customers within their permission's reach, a customer of
 * the portal their own and no draft (`issued`). Throws `Forbidden`.
 */
export function ofReader(
  ctx: Ctx,
  permission: PermissionName,
  customerId: SQLWrapper,
  issued: SQL = sql`true`,
): SQL {
  const { actor } = ctx;
  if (actor.kind === "customer") return sql`${customerId} = ${actor.customerId} and ${issued}`;
  authorize(ctx, permission);
  return ofCustomersWithinReach(ctx, permission, customerId);
}
