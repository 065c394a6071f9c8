import { and, eq } from "drizzle-orm";
import { sessions } from "@/db/schema/auth";
import { authorize } from "@/server/auth/authorize";
import { sessionName } from "@/server/auth/live-session";
import { sessionCache } from "@/server/auth/session-cache";
import { record } from "@/server/events/record";
import { Forbidden } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { openScope } from "@/server/tenancy/scope";
import { resolveRole } from "./internal/resolve-role";
import type { ViewAsInput } from "./schema";

/**
 * The caller looks through another role's eyes in this session: they hold no more than it does, and change nothing.
 * With neither role nor custom role they leave; leaving is always allowed. Throws Forbidden, NotFound.
 */
export async function viewAs(ctx: Ctx, input: ViewAsInput): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== "user") throw new Forbidden();
  const leaves = !input.role && !input.customRoleId;
  // Through the other role's eyes nobody holds this: one leaves before one looks again.
  if (!leaves) authorize(ctx, "role.manage");
  else if (!actor.viewAs) return;
  await inTenant(ctx, async (tx) => {
    const seen = leaves ? null : await resolveRole(tx, ctx, input);
    const customRoleId = seen?.customRoleId ?? null;
    await tx
      .update(sessions)
      .set({ viewAs: customRoleId ?? seen?.role ?? null })
      .where(and(eq(sessions.id, actor.sessionId), eq(sessions.tenantId, ctx.tenantId)));
    record(ctx, "member.viewedAs", {
      entity: { type: "member", id: actor.membershipId },
      payload: { role: seen?.role ?? null, customRoleId },
    });
    const name = sessionName(ctx.tenantId, actor.sessionId);
    openScope().afterCommit.push(() => sessionCache.forget(name));
  });
}
