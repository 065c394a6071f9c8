import type { CustomGrants } from "@/server/auth/grants";
import { type PermissionName, type PermissionRule, permissions } from "@/server/auth/permissions";

/** May the permission be given for own or team rows only? Where its rows have owners. */
export function isReachable(name: PermissionName): boolean {
  const rule: PermissionRule = permissions[name];
  return rule.reachable === true || rule.reach !== undefined;
}

/** Actions whose grant names a reach that the permission does not have. */
export const withoutThatReach = (grants: CustomGrants): PermissionName[] =>
  (Object.keys(grants) as PermissionName[]).filter(
    (name) => grants[name] !== "all" && !isReachable(name),
  );

/** Permissions that a tenant's role can hold, in the table's order. */
export const TENANT_PERMISSIONS = (Object.keys(permissions) as PermissionName[]).filter(
  (name) => !name.startsWith("platform."),
);
