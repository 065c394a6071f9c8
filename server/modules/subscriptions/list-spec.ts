import { sql } from "drizzle-orm";
import { services } from "@/db/schema/subscriptions";
import type { ListSpec } from "@/server/modules/work/list-query";
import { HOLD_REASONS } from "./rules/desired-state";

/** `heldDebt`, `heldAbuse`…: one filter a reason, since a service is held by a set. */
const held = Object.fromEntries(
  HOLD_REASONS.map((reason) => [
    `held${reason.slice(0, 1).toUpperCase()}${reason.slice(1)}`,
    { type: "boolean" as const, where: sql`${services.holds} @> array[${reason}]::text[]` },
  ]),
);

/** What `/services` can be searched, filtered and ordered by. Each order has its index. */
export const serviceList: ListSpec = {
  id: services.id,
  tenantId: services.tenantId,
  search: services.searchText,
  fields: {
    number: { type: "number", column: services.number },
    state: { type: "choice", column: services.state },
    desired: { type: "choice", column: services.desired },
    plan: { type: "choice", column: services.itemId, ids: true },
    customer: { type: "choice", column: services.customerId, ids: true },
    unit: { type: "choice", column: services.businessUnitId, ids: true },
    branch: { type: "choice", column: services.branchId, ids: true },
    enforcement: { type: "choice", column: services.enforcementKind },
    held: { type: "boolean", where: sql`cardinality(${services.holds}) > 0` },
    ...held,
    differs: {
      type: "boolean",
      where: sql`${services.desired} is distinct from ${services.observed}`,
    },
    createdAt: { type: "date", column: services.createdAt },
    ended: { type: "boolean", where: sql`${services.state} in ('terminated', 'cancelled')` },
  },
  sorts: { number: services.number, createdAt: services.createdAt },
  defaultSort: "-createdAt",
  unless: { field: "ended", where: sql`${services.state} not in ('terminated', 'cancelled')` },
};
