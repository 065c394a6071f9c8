import { type Holder, grantsOf, reachOf } from "@/server/auth/authorize";
import { type CustomGrants, SCOPES, type Scope } from "@/server/auth/grants";
import type { PermissionName } from "@/server/auth/permissions";
import { Forbidden } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";

const wider = (one: Scope, other: Scope | undefined): boolean =>
  other === undefined || SCOPES.indexOf(one) > SCOPES.indexOf(other);

/** Actions that the grants reach further with than the caller does. */
export const exceeding = (ctx: Pick<Ctx, "actor">, grants: CustomGrants): PermissionName[] =>
  (Object.entries(grants) as [PermissionName, Scope][]).flatMap(([name, scope]) =>
    wider(scope, reachOf(ctx.actor, name)) ? [name] : [],
  );

/**
 * Nobody gives what they do not hold, nor touches who holds more than they: throws Forbidden("role_exceeds") with the
 * first such action.
 */
export function requireCovers(ctx: Pick<Ctx, "actor">, grants: CustomGrants): void {
  const [action] = exceeding(ctx, grants);
  if (action) throw new Forbidden("role_exceeds", { action });
}

/** `requireCovers` for whatever a role holds. */
export const requireCoversRole = (ctx: Pick<Ctx, "actor">, holder: Holder): void =>
  requireCovers(ctx, grantsOf(holder));
