import type { Scope } from "./scope";

/**
 * The scope's facts, one part per tenant whose chain they belong to, in an order that all transactions share
 * (chain heads are locked in it, so that two of them never wait for each other in a circle).
 * Only the platform's role may state facts about several tenants in one transaction; for others it is a bug.
 */
export function chainsOf(scope: Scope): Scope[] {
  const byTenant = Map.groupBy(scope.events, (event) => event.ctx.tenantId);
  if (scope.role !== "platform" && byTenant.keys().some((tenantId) => tenantId !== scope.tenantId))
    throw new Error("record() with another tenant's context");
  return [...byTenant]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([tenantId, events]) => Object.assign({}, scope, { tenantId, events }));
}
