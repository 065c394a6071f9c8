import { type PermissionName, type PermissionRule, permissions } from "@/server/auth/permissions";

/** Permissions that a company's role can hold, in the table's order. */
export const TENANT_PERMISSIONS = (Object.keys(permissions) as PermissionName[]).filter(
  (name) => !name.startsWith("platform."),
);

/** May it be given for own or team rows only? */
export function isReachable(name: PermissionName): boolean {
  const rule: PermissionRule = permissions[name];
  return rule.reachable === true || rule.reach !== undefined;
}
