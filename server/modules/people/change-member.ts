import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { memberships, teams } from "@/db/schema/auth";
import { branches, businessUnits } from "@/db/schema/units";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict, Forbidden, NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import {
  endSessionsOf,
  fetchMember,
  forgetSessionsOf,
  isPlainOwner,
  lockMember,
  requireOtherOwner,
} from "./internal/member-row";
import { giveRole } from "./internal/resolve-role";
import type { ChangeMemberInput, MemberDto } from "./schema";

/**
 * Changes a member's role, team, unit, branch or phone; what is absent stays. A new role ends their sessions, so that
 * no id outlives the rights it was given with; a new team holds from the next call. Throws NotFound, Forbidden
 * (own_role, role_exceeds), Conflict (last_owner, phone_taken).
 */
export async function changeMember(ctx: Ctx, input: ChangeMemberInput): Promise<MemberDto> {
  authorize(ctx, "member.manage");
  const { membershipId, role, customRoleId, ...given } = input;
  return inTenant(ctx, async (tx) => {
    const before = await lockMember(tx, ctx, membershipId);
    if (role || customRoleId) await changeRole(tx, ctx, before, { role, customRoleId });
    if (given.teamId !== undefined && given.teamId !== before.teamId)
      await changeTeam(tx, ctx, before, given.teamId);
    await changeRest(tx, ctx, membershipId, given);
    return fetchMember(tx, ctx, membershipId);
  });
}

type Before = Awaited<ReturnType<typeof lockMember>>;
type Rest = Pick<ChangeMemberInput, "businessUnitId" | "branchId" | "phone">;

async function changeRole(
  tx: Tx,
  ctx: Ctx,
  before: Before,
  choice: Pick<ChangeMemberInput, "role" | "customRoleId">,
): Promise<void> {
  const { actor } = ctx;
  if (actor.kind === "user" && actor.membershipId === before.id) throw new Forbidden("own_role");
  const next = await giveRole(tx, ctx, choice);
  const after = { role: next.role, customRoleId: next.customRoleId };
  if (after.role === before.role && after.customRoleId === before.customRoleId) return;
  if (isPlainOwner(before)) await requireOtherOwner(tx, ctx, before.id);
  await write(tx, ctx, before.id, after);
  record(ctx, "member.roleChanged", {
    entity: { type: "member", id: before.id },
    payload: { before: { role: before.role, customRoleId: before.customRoleId }, after },
  });
  await endSessionsOf(tx, ctx, before.id, "rotated");
}

async function changeTeam(tx: Tx, ctx: Ctx, before: Before, teamId: string | null): Promise<void> {
  await requireRow(tx, ctx, teams, "team", teamId);
  await write(tx, ctx, before.id, { teamId });
  record(ctx, "member.teamChanged", {
    entity: { type: "member", id: before.id },
    payload: { before: { teamId: before.teamId }, after: { teamId } },
  });
  await forgetSessionsOf(tx, ctx, before.id);
}

async function changeRest(tx: Tx, ctx: Ctx, membershipId: string, rest: Rest): Promise<void> {
  const { businessUnitId, branchId, phone } = rest;
  const fields = (["businessUnitId", "branchId", "phone"] as const).filter(
    (field) => rest[field] !== undefined,
  );
  if (fields.length === 0) return;
  await requireRow(tx, ctx, businessUnits, "businessUnit", businessUnitId);
  await requireRow(tx, ctx, branches, "branch", branchId);
  if (phone) await requireFreePhone(tx, ctx, phone, membershipId);
  await write(tx, ctx, membershipId, { businessUnitId, branchId, phone });
  record(ctx, "member.updated", {
    entity: { type: "member", id: membershipId },
    payload: { fields },
  });
}

type Columns = Partial<typeof memberships.$inferInsert>;
const write = (tx: Tx, ctx: Ctx, id: string, values: Columns) =>
  tx
    .update(memberships)
    .set(values)
    .where(and(eq(memberships.id, id), eq(memberships.tenantId, ctx.tenantId)));

type Parent = typeof teams | typeof businessUnits | typeof branches;

async function requireRow(
  tx: Tx,
  ctx: Ctx,
  table: Parent,
  entity: string,
  id: string | null | undefined,
): Promise<void> {
  if (!id) return;
  const found = await tx
    .select({ id: table.id })
    .from(table)
    .where(and(eq(table.tenantId, ctx.tenantId), eq(table.id, id)))
    .for("share");
  if (found.length === 0) throw new NotFound(entity);
}

async function requireFreePhone(tx: Tx, ctx: Ctx, phone: string, own: string): Promise<void> {
  const [other] = await tx
    .select({ id: memberships.id })
    .from(memberships)
    .where(and(eq(memberships.tenantId, ctx.tenantId), eq(memberships.phone, phone)));
  if (other && other.id !== own) throw new Conflict("phone_taken");
}
