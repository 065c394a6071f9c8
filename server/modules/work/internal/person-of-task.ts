import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customRoles, memberships, users } from "@/db/schema/auth";
import type { Ctx, Role } from "@/server/tenancy/context";
import type { TaskRow } from "./task-row";

/**
 * The context of whoever started the task, with the rights that they hold at this moment: the chain says who did it, and
 * who lost the right stops. Undefined when they no longer work here.
 */
export async function personOfTask(ctx: Ctx, tx: Tx, task: TaskRow): Promise<Ctx | undefined> {
  const [member] = await tx
    .select({
      userId: memberships.userId,
      role: memberships.role,
      teamId: memberships.teamId,
      locale: users.locale,
      customRoleId: customRoles.id,
      grants: customRoles.grants,
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .leftJoin(
      customRoles,
      and(
        eq(customRoles.id, memberships.customRoleId),
        eq(customRoles.tenantId, memberships.tenantId),
      ),
    )
    .where(
      and(
        eq(memberships.tenantId, ctx.tenantId),
        eq(memberships.id, task.membership_id),
        eq(memberships.status, "active"),
        eq(users.status, "active"),
      ),
    );
  if (!member) return undefined;
  const { sessionId, impersonatedBy } = task.input.by;
  return {
    ...ctx,
    locale: member.locale as Ctx["locale"],
    actor: {
      kind: "user",
      userId: member.userId,
      membershipId: task.membership_id,
      sessionId,
      role: member.role as Role,
      ...(member.teamId && { teamId: member.teamId }),
      ...(member.customRoleId && {
        customRole: { id: member.customRoleId, grants: member.grants ?? {} },
      }),
      ...(impersonatedBy && { impersonatedBy }),
    },
  };
}
