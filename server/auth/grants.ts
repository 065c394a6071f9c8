import type { PermissionName } from "./permissions";

/** How far a permission reaches: one's own rows, those of one's team, all of the tenant's. */
export const SCOPES = ["own", "team", "all"] as const;
export type Scope = (typeof SCOPES)[number];

/** What a custom role holds: action → how far. An action that is absent is not held. */
export type CustomGrants = Partial<Record<PermissionName, Scope>>;

/** The narrower of two scopes. */
export const narrower = (one: Scope, other: Scope): Scope =>
  SCOPES.indexOf(one) <= SCOPES.indexOf(other) ? one : other;
