import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { composition } from "@/server/composition";
import { liveSession } from "@/server/auth/live-session";
import { newId } from "@/server/kernel/ids";
import type { Ctx, Role } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { changeMember } from "./change-member";
import { createTeam } from "./create-team";
import { deleteTeam } from "./delete-team";
import { endMemberSessions } from "./end-member-sessions";
import { setMemberStatus } from "./set-member-status";

let tenant: TestTenant;
let owner: Awaited<ReturnType<typeof mintStaff>>;

beforeEach(async () => {
  tenant = await mintTenant();
  owner = await mintStaff(tenant, "owner");
});

/** A living session of the member, straight into the table. */
async function openSessionOf(membershipId: string, over = tenant): Promise<string> {
  const id = newId();
  await inTenant(over.ctx, (tx) =>
    tx.execute(sql`insert into sessions (id, tenant_id, membership_id, audience, idle_expires_at, expires_at)
      values (${id}, ${over.id}, ${membershipId}, 'staff', now() + interval '1 hour', now() + interval '2 hours')`),
  );
  return id;
}
const actorOf = (sessionId: string) =>
  liveSession({ sessionId, tenantId: tenant.id, audience: "staff" }, new Date());
const staff = (role: Role) => mintStaff(tenant, role);
const change = (ctx: Ctx, membershipId: string, role: Role) =>
  changeMember(ctx, { membershipId, role });

describe("a member's role", () => {
  test("changes at once: the session that had the old rights is over", async () => {
    const member = await staff("admin");
    const session = await openSessionOf(member.membershipId);
    expect(await actorOf(session)).toMatchObject({ role: "admin" });
    await change(owner.ctx, member.membershipId, "technician");
    expect(await actorOf(session)).toBeUndefined();
  });

  test("is never one's own to change", async () => {
    await staff("owner");
    await expect(change(owner.ctx, owner.membershipId, "admin")).rejects.toMatchObject({
      key: "own_role",
    });
  });

  test("is never raised above what the giver holds, nor touched where the member holds more", async () => {
    const admin = await staff("admin");
    const agent = await staff("agent");
    await expect(change(admin.ctx, agent.membershipId, "owner")).rejects.toMatchObject({
      key: "role_exceeds",
    });
    await expect(change(admin.ctx, owner.membershipId, "agent")).rejects.toMatchObject({
      key: "role_exceeds",
    });
    await expect(
      endMemberSessions(admin.ctx, { membershipId: owner.membershipId }),
    ).rejects.toMatchObject({ key: "role_exceeds" });
    // Who runs the company's money may void and refund, which an admin may not: the owner gives that role.
    await expect(change(admin.ctx, agent.membershipId, "finance")).rejects.toMatchObject({
      key: "role_exceeds",
    });
    expect(await change(admin.ctx, agent.membershipId, "technician")).toMatchObject({
      role: "technician",
    });
  });

  test("of two owners who lower each other at once, one stays", async () => {
    const other = await staff("owner");
    const results = await Promise.allSettled([
      change(owner.ctx, other.membershipId, "agent"),
      change(other.ctx, owner.membershipId, "agent"),
    ]);
    expect(results.map((each) => each.status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  test("of another tenant's member is not found", async () => {
    const other = await mintTenant();
    const { membershipId } = await mintStaff(other, "agent");
    await expect(change(owner.ctx, membershipId, "admin")).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("disabling", () => {
  test("ends the sessions, frees the place in the plan, and enabling takes it again", async () => {
    const member = await staff("agent");
    const session = await openSessionOf(member.membershipId);
    await setUsage(5, 2);
    const set = (status: "active" | "disabled") =>
      setMemberStatus(owner.ctx, { membershipId: member.membershipId, status });
    expect(await set("disabled")).toMatchObject({ status: "disabled" });
    expect(await actorOf(session)).toBeUndefined();
    expect(await usedStaff()).toBe(1);
    await set("disabled");
    expect(await usedStaff()).toBe(1);
    await set("active");
    expect(await usedStaff()).toBe(2);
  });

  test("of oneself, or of the last owner, is refused", async () => {
    await expect(
      setMemberStatus(owner.ctx, { membershipId: owner.membershipId, status: "disabled" }),
    ).rejects.toMatchObject({ key: "own_status" });
    await expect(
      setMemberStatus(tenant.ctx, { membershipId: owner.membershipId, status: "disabled" }),
    ).rejects.toMatchObject({ key: "last_owner" });
  });
});

test("a team is what a session reaches from the next call on, and none when it is deleted", async () => {
  const member = await staff("technician");
  const session = await openSessionOf(member.membershipId);
  expect(await actorOf(session)).not.toHaveProperty("teamId");
  const team = await createTeam(owner.ctx, { name: "Zona norte" });
  await expect(createTeam(owner.ctx, { name: "zona NORTE" })).rejects.toMatchObject({
    key: "team_name_taken",
  });
  await changeMember(owner.ctx, { membershipId: member.membershipId, teamId: team.id });
  expect(await actorOf(session)).toMatchObject({ teamId: team.id });
  await deleteTeam(owner.ctx, { teamId: team.id });
  expect(await actorOf(session)).not.toHaveProperty("teamId");
});

const setUsage = (maximum: number, used: number) =>
  composition().db.platform.transaction(tenant.id, async (tx) => {
    await tx.execute(
      sql`insert into tenant_limits (tenant_id, resource, maximum) values (${tenant.id}, 'staff', ${maximum})`,
    );
    await tx.execute(
      sql`insert into tenant_usage (tenant_id, resource, period, used) values (${tenant.id}, 'staff', '', ${used})`,
    );
  });
const usedStaff = async () => {
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute(sql`select used::int from tenant_usage where resource = 'staff'`),
  );
  return rows[0]?.used;
};
