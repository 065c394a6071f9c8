import { initTRPC } from "@trpc/server";
import type { OpenApiMeta } from "trpc-to-openapi";
import type { PermissionName } from "@/server/auth/permissions";
import type { DoorContext } from "@/server/doors/door-context";
import { errorShape } from "./error-map";

/** Who a procedure answers. */
export type Audience = "public" | "tenant" | "signedIn" | "staff" | "customer" | "platform";

/** What the tables of doors are made from; `openapi` also opens the procedure under /api/v1. */
export type ProcedureMeta = OpenApiMeta<{
  audience?: Audience;
  permission?: PermissionName;
  /** Of the person alone: nobody who impersonates them may call it. */
  inPerson?: true;
  /** Its verb needs transactions of its own (asPlatform, vendor calls): REST takes no Idempotency-Key for it. */
  ownTransactions?: boolean;
}>;

/**
 * The one tRPC instance. Plain JSON, no transformer: DTOs carry instants as ISO strings.
 * Only `server/trpc/` takes `t`; modules build on the ladder in `procedures.ts`.
 */
export const t = initTRPC
  .context<DoorContext>()
  .meta<ProcedureMeta>()
  .create({ isDev: false, errorFormatter: errorShape });

export const router = t.router;
