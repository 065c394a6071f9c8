import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { savedViews } from "@/db/schema/work";
import { Forbidden, NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import type { ViewDto } from "../schema";

type Row = typeof savedViews.$inferSelect;

/** Whose views: a person's. Throws `Forbidden` for programs. */
export function ownerOfViews(ctx: Ctx): string {
  if (ctx.actor.kind !== "user") throw new Forbidden();
  return ctx.actor.membershipId;
}

/** One's own view, locked; throws `NotFound` for a colleague's, shared or not. */
export async function lockOwnView(ctx: Ctx, tx: Tx, viewId: string): Promise<Row> {
  const [row] = await tx
    .select()
    .from(savedViews)
    .where(
      and(
        eq(savedViews.tenantId, ctx.tenantId),
        eq(savedViews.id, viewId),
        eq(savedViews.membershipId, ownerOfViews(ctx)),
      ),
    )
    .for("update");
  if (!row) throw new NotFound("savedView");
  return row;
}

/** As a screen sees it. */
export const toViewDto = (ctx: Ctx, { id, name, query, shared, membershipId }: Row): ViewDto => ({
  id,
  name,
  query,
  shared,
  own: ctx.actor.kind === "user" && ctx.actor.membershipId === membershipId,
});
