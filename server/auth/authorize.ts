import { Forbidden, Unauthenticated } from "@/server/kernel/errors";
import type { Actor, Ctx } from "@/server/tenancy/context";
import { type PermissionName, permissions } from "./permissions";

/** Throws `Forbidden` (or `Unauthenticated`) unless the context's actor holds the permission. */
export function authorize(ctx: Pick<Ctx, "actor">, permission: PermissionName): void {
  if (ctx.actor.kind === "anonymous") throw new Unauthenticated();
  if (!holds(ctx.actor, permission)) throw new Forbidden("forbidden", { action: permission });
}

/** Does the actor hold the permission? System work acts by our own code and holds all. */
export function holds(actor: Actor, permission: PermissionName): boolean {
  const rule = permissions[permission];
  switch (actor.kind) {
    case "user":
      return (rule.roles as readonly string[]).includes(actor.role);
    case "apiKey":
      return rule.apiKey && actor.scopes.includes(permission);
    case "platform":
      return permission.startsWith("platform.");
    case "system":
      return true;
    case "anonymous":
    case "customer":
    case "webhook":
      return false;
    default:
      return actor satisfies never;
  }
}
