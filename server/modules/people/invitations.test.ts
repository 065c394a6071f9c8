import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { hashPassword } from "@/server/auth/password-hash";
import { composition } from "@/server/composition";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { acceptInvitation } from "./accept-invitation";
import { hashToken, newToken } from "./internal/tokens";
import { inviteMember } from "./invite-member";
import { openInvitation } from "./open-invitation";
import { resendInvitation } from "./resend-invitation";
import { revokeInvitation } from "./revoke-invitation";
import { inviteMemberInput } from "./schema";

const password = "una frase larga y buena";
let tenant: TestTenant;
let owner: Awaited<ReturnType<typeof mintStaff>>;
let email: string;

beforeEach(async () => {
  tenant = await mintTenant();
  owner = await mintStaff(tenant, "owner");
  email = `${newId()}@new.example`;
});

const stranger = (over: Partial<Ctx> = {}): Ctx => ({
  ...tenant.ctx,
  now: new Date(),
  actor: { kind: "anonymous" },
  ip: `2001:db8:${newId().slice(0, 4)}:${newId().slice(9, 13)}::1`,
  ...over,
});
const invite = (over: object = {}) =>
  inviteMember(owner.ctx, inviteMemberInput.parse({ name: "Rosa", email, role: "agent", ...over }));

/** The message alone knows the token: the test puts one of its own in its place. */
async function tokenOf(id: string): Promise<string> {
  const token = newToken();
  await inTenant(tenant.ctx, (tx) =>
    tx.execute(sql`update invitations set token_hash = ${hashToken(token)} where id = ${id}`),
  );
  return token;
}
const accept = (token: string, over: object = {}, ctx = stranger()) =>
  acceptInvitation(ctx, { token, name: "Rosa Vega", password, ...over });
const members = async () => {
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute(sql`select m.role, m.phone, u.email, u.name, u.password_hash is not null as "hasPassword"
      from memberships m join users u on u.id = m.user_id where m.id <> ${owner.membershipId}`),
  );
  return rows;
};
const gone = { key: "invitation_gone" };

describe("an invitation", () => {
  test("makes a new person a member with the password they chose, signed in", async () => {
    const token = await tokenOf((await invite()).id);
    expect(await openInvitation(stranger(), { token })).toMatchObject({
      password: "new",
      email,
      role: "agent",
    });
    expect(await accept(token)).toMatchObject({ ticket: expect.any(String) });
    expect(await members()).toEqual([
      { role: "agent", phone: null, email, name: "Rosa Vega", hasPassword: true },
    ]);
    await expect(accept(token)).rejects.toMatchObject(gone);
    await expect(openInvitation(stranger(), { token })).rejects.toMatchObject(gone);
  });

  test("by phone asks for no password and makes none", async () => {
    const { id } = await invite({ email: undefined, phone: "+51987654321", role: "technician" });
    const token = await tokenOf(id);
    expect(await openInvitation(stranger(), { token })).toMatchObject({ password: "none" });
    await accept(token, { password: undefined });
    expect(await members()).toMatchObject([
      { role: "technician", phone: "+51987654321", email: null, hasPassword: false },
    ]);
  });

  test("accepted twice at once lets one in", async () => {
    const token = await tokenOf((await invite()).id);
    const results = await Promise.allSettled([accept(token), accept(token)]);
    expect(results.map((each) => each.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await members()).toHaveLength(1);
  });

  test("to somebody of the platform asks for the password they have, and theirs stays", async () => {
    const elsewhere = await mintTenant();
    const passwordHash = await hashPassword("the one they have");
    await mintStaff(elsewhere, "agent", { email, passwordHash });
    const token = await tokenOf((await invite()).id);
    expect(await openInvitation(stranger(), { token })).toMatchObject({ password: "known" });
    await expect(accept(token)).rejects.toMatchObject({ key: "sign_in_failed" });
    await accept(token, { password: "the one they have" });
    const { rows } = await composition().db.platform.pool.query(
      "select password_hash from users where email = $1",
      [email],
    );
    expect(rows).toEqual([{ password_hash: passwordHash }]);
  });

  test("tells who invites nothing about whether the address is somebody's", async () => {
    await mintStaff(await mintTenant(), "agent", { email });
    const [known, unknown] = [await invite(), await invite({ email: `${newId()}@new.example` })];
    expect({ ...known, id: 0, email: 0, createdAt: 0, expiresAt: 0 }).toEqual({
      ...unknown,
      ...{ id: 0, email: 0, createdAt: 0, expiresAt: 0 },
    });
  });

  test("that was withdrawn, sent again or is a week old opens nothing; another tenant's neither", async () => {
    const { id } = await invite();
    const token = await tokenOf(id);
    const other = await mintTenant();
    await expect(accept(token, {}, stranger({ tenantId: other.id }))).rejects.toMatchObject(gone);
    const late = stranger({ now: new Date(Date.now() + 7 * 86_400_000 + 1_000) });
    await expect(accept(token, {}, late)).rejects.toMatchObject(gone);
    await resendInvitation(owner.ctx, { invitationId: id });
    await expect(accept(token)).rejects.toMatchObject(gone);
    const again = await tokenOf(id);
    await revokeInvitation(owner.ctx, { invitationId: id });
    await expect(accept(again)).rejects.toMatchObject(gone);
    expect(await members()).toEqual([]);
  });

  test("is held to the plan when it is sent and when it is accepted", async () => {
    const limit = (maximum: number) =>
      composition().db.platform.transaction(tenant.id, (tx) =>
        tx.execute(sql`insert into tenant_limits (tenant_id, resource, maximum) values (${tenant.id}, 'staff', ${maximum})
          on conflict (tenant_id, resource) do update set maximum = excluded.maximum`),
      );
    await limit(1);
    const token = await tokenOf((await invite()).id);
    await expect(invite({ email: `${newId()}@new.example` })).rejects.toMatchObject({
      code: "limit_reached",
    });
    await limit(0);
    await expect(accept(token)).rejects.toMatchObject({ code: "limit_reached" });
    await limit(1);
    await accept(token);
  });

  test("gives no role above the inviter's own", async () => {
    const admin = await mintStaff(tenant, "admin");
    await expect(
      inviteMember(admin.ctx, inviteMemberInput.parse({ name: "X", email, role: "owner" })),
    ).rejects.toMatchObject({ key: "role_exceeds" });
  });

  test("asks once: a second to the same address, or to a member, is refused", async () => {
    await invite();
    await expect(invite()).rejects.toMatchObject({ key: "already_invited" });
    await expect(invite({ email: owner.email })).rejects.toMatchObject({ key: "already_member" });
  });
});

test("a weak password is refused beside its field, and the invitation stays open", async () => {
  const token = await tokenOf((await invite()).id);
  for (const weak of ["short", "password123", email])
    await expect(accept(token, { password: weak })).rejects.toMatchObject({
      fields: { password: expect.stringMatching(/^password_/) },
    });
  await accept(token);
});

test("the link is in the sealed part of the message, and neither in the queue nor in the chain", async () => {
  await invite();
  const { rows } = await composition().db.platform.pool.query(
    "select string_agg(body, '') as facts from events where tenant_id = $1",
    [tenant.id],
  );
  expect(rows[0].facts).not.toMatch(/invitation\/[A-Za-z0-9_-]{43}/);
  expect(rows[0].facts).not.toContain(email);
});
