import { Forbidden, Unauthenticated } from "@/server/kernel/errors";
import type { Actor, Ctx, UserActor } from "@/server/tenancy/context";
import { type CustomGrants, narrower, type Scope } from "./grants";
import { type PermissionName, permissions, type PermissionRule } from "./permissions";

/** Throws `Forbidden` (or `Unauthenticated`) unless the context's actor holds the permission. */
export function authorize(ctx: Pick<Ctx, "actor">, permission: PermissionName): void {
  if (ctx.actor.kind === "anonymous") throw new Unauthenticated();
  if (!holds(ctx.actor, permission)) throw new Forbidden("forbidden", { action: permission });
}

/** Does the actor hold the permission, for whatever rows? */
export const holds = (actor: Actor, permission: PermissionName): boolean =>
  reachOf(actor, permission) !== undefined;

/** How far the actor's permission reaches; undefined when they do not hold it. System work acts by our own code and reaches all. */
export function reachOf(actor: Actor, permission: PermissionName): Scope | undefined {
  const rule: PermissionRule = permissions[permission];
  switch (actor.kind) {
    case "user":
      return reachOfUser(actor, permission, rule);
    case "apiKey":
      return rule.apiKey && actor.scopes.includes(permission) ? "all" : undefined;
    case "platform":
      return permission.startsWith("platform.") ? "all" : undefined;
    case "system":
      return "all";
    case "anonymous":
    case "customer":
    case "webhook":
      return undefined;
    default:
      return actor satisfies never;
  }
}

function reachOfUser(
  actor: UserActor,
  permission: PermissionName,
  rule: PermissionRule,
): Scope | undefined {
  if (actor.impersonatedBy && rule.neverImpersonated) return undefined;
  const own = granted(actor, permission, rule);
  if (!own || !actor.viewAs) return own;
  const seen = granted(actor.viewAs, permission, rule);
  return seen && narrower(own, seen);
}

/** Everything that a role grants, a fixed one or a custom one. */
export function grantsOf(holder: Holder): CustomGrants {
  const names = Object.keys(permissions) as PermissionName[];
  return Object.fromEntries(
    names.flatMap((name) => {
      const scope = granted(holder, name, permissions[name]);
      return scope ? [[name, scope]] : [];
    }),
  );
}

/** Who holds permissions: a fixed role, or a custom one in its place. */
export type Holder = Pick<UserActor, "role"> & { customRole?: { grants: CustomGrants } };

function granted(
  { role, customRole }: Holder,
  permission: PermissionName,
  rule: PermissionRule,
): Scope | undefined {
  if (customRole)
    return Object.hasOwn(customRole.grants, permission) ? customRole.grants[permission] : undefined;
  return rule.roles.includes(role) ? (rule.reach?.[role] ?? "all") : undefined;
}
