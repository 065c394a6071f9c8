import { type SQL, sql } from "drizzle-orm";
import { cashShifts } from "@/db/schema/by-hand";
import { reachOf } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { ownMembership } from "./own-membership";

/** One's own shifts, or everybody's for who may see them. */
export const shiftsWithinReach = (ctx: Ctx): SQL =>
  reachOf(ctx.actor, "cash.keep") === "all"
    ? sql`true`
    : sql`${cashShifts.membershipId} = ${ownMembership(ctx)}`;
