import { TRPCError } from "@trpc/server";
import { authorize } from "@/server/auth/authorize";
import { type PermissionName, type PermissionRule, permissions } from "@/server/auth/permissions";
import { requireFresh } from "@/server/auth/require-fresh";
import {
  Forbidden,
  Invalid,
  NotFound,
  type TramaError,
  Unauthenticated,
} from "@/server/kernel/errors";
import { isDeeperThan, MAX_INPUT_DEPTH } from "@/server/kernel/is-deeper-than";
import { inSpan } from "@/server/observability/in-span";
import type { Actor } from "@/server/tenancy/context";
import { toTrpcError } from "./error-map";
import { t } from "./init";

/** Maps what verbs throw, once for every procedure; the span is the verb's part of the trace. */
const everyCall = t.middleware(({ ctx, path, type, getRawInput, next }) =>
  inSpan(`${type} ${path}`, async () => {
    if (ctx.refusal) refused(ctx.refusal);
    if (isDeeperThan(await getRawInput(), MAX_INPUT_DEPTH))
      refused(new Invalid("malformed_request"));
    const result = await next();
    if (!result.ok) throw toTrpcError(result.error);
    return result;
  }),
);

function refused(cause: TramaError): never {
  throw toTrpcError(new TRPCError({ code: "INTERNAL_SERVER_ERROR", cause }));
}

/** Anyone, on any host: no tenant, no data of one. */
export const publicProcedure = t.procedure.use(everyCall).meta({ audience: "public" });

/** Anyone on a tenant's host (sign-in pages, branding). The context is a verb's `Ctx`. */
export const tenantProcedure = publicProcedure
  .use(({ ctx, next }) => {
    const { host } = ctx;
    if (host.kind !== "tenant" && host.kind !== "platform") throw new NotFound("tenant");
    if (host.kind === "tenant" && host.status === "suspended")
      throw new Forbidden("tenant_suspended");
    return next({ ctx: { tenantId: host.tenantId, host } });
  })
  .meta({ audience: "tenant" });

/** Anyone signed in, for what is their own (their sessions, their language). */
export const signedIn = tenantProcedure
  .use(({ ctx, path, type, next }) => {
    const { actor } = ctx;
    if (actor.kind !== "user" && actor.kind !== "platform" && actor.kind !== "customer")
      throw new Unauthenticated();
    if (type === "mutation" && !WHILE_VIEWING.has(path)) requireOwnEyes(actor);
    return next({ ctx: { actor } });
  })
  .meta({ audience: "signedIn" });

/**
 * The signed-in person themself, for what opens their account (password, factors, passkeys): with a recent proof of who
 * they are, and never by somebody who impersonates them or looks through another role's eyes.
 */
export const inPerson = signedIn
  .use(({ ctx, next }) => {
    const { actor } = ctx;
    if (actor.kind === "user" && actor.impersonatedBy)
      throw new Forbidden("not_while_impersonating");
    requireOwnEyes(actor);
    requireFresh(ctx);
    return next({ ctx: { actor } });
  })
  .meta({ audience: "signedIn", inPerson: true });

/** Staff (or an API key) of the host's tenant who hold the permission. */
export const staff = (permission: PermissionName) =>
  tenantProcedure
    .use(({ ctx, type, next }) => {
      const { actor } = ctx;
      if (actor.kind === "anonymous") throw new Unauthenticated();
      if (actor.kind !== "user" && actor.kind !== "apiKey") throw new Forbidden();
      authorize(ctx, permission);
      if (type === "mutation") {
        if (ctx.host.kind === "tenant" && ctx.host.status === "read_only")
          throw new Forbidden("tenant_read_only");
        requireOwnEyes(actor);
        if (needsProof(permission)) requireFresh(ctx);
      }
      return next({ ctx: { actor } });
    })
    .meta({ audience: "staff", permission });

/**
 * A customer of the host's tenant, signed in to the portal; sees only what is theirs (the verb's own `where`).
 * @public the portal's modules build on it
 */
export const customer = () =>
  tenantProcedure
    .use(({ ctx, next }) => {
      const { actor } = ctx;
      if (actor.kind === "anonymous") throw new Unauthenticated();
      if (actor.kind !== "customer") throw new Forbidden();
      return next({ ctx: { actor } });
    })
    .meta({ audience: "customer" });

/** The platform's own people, on the admin host only. */
export const platform = (permission: Extract<PermissionName, `platform.${string}`>) =>
  tenantProcedure
    .use(({ ctx, type, next }) => {
      const { actor } = ctx;
      if (ctx.host.kind !== "platform") throw new NotFound("procedure");
      if (actor.kind === "anonymous") throw new Unauthenticated();
      if (actor.kind !== "platform") throw new Forbidden();
      authorize(ctx, permission);
      if (type === "mutation" && needsProof(permission)) requireFresh(ctx);
      return next({ ctx: { actor } });
    })
    .meta({ audience: "platform", permission });

const needsProof = (permission: PermissionName): boolean =>
  (permissions[permission] as PermissionRule).stepUp === true;

/** Ways out: open to who looks through another role's eyes. */
const WHILE_VIEWING: ReadonlySet<string> = new Set(["people.viewAs", "auth.signOut"]);

/** Who looks through another role's eyes changes nothing. */
function requireOwnEyes(actor: Actor): void {
  if (actor.kind === "user" && actor.viewAs) throw new Forbidden("viewing_as");
}
