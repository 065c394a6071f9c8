import { sql } from "drizzle-orm";
import { beforeEach, expect, test, vi } from "vitest";
import { hashPassword, verifyPassword } from "@/server/auth/password-hash";
import { composition } from "@/server/composition";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { hashToken, newToken } from "./internal/tokens";
import { writeReset } from "./internal/write-reset";
import { sendPasswordReset } from "./jobs";
import { openPasswordReset } from "./open-password-reset";
import { requestPasswordReset } from "./request-password-reset";
import { resetPassword } from "./reset-password";
import { startMemberReset } from "./start-member-reset";

const password = "una frase nueva y larga";
let tenant: TestTenant;
let other: TestTenant;
let member: Awaited<ReturnType<typeof mintStaff>>;

beforeEach(async () => {
  [tenant, other] = [await mintTenant(), await mintTenant()];
  member = await mintStaff(tenant, "agent", { passwordHash: await hashPassword("old one") });
});
const stranger = (over: Partial<Ctx> = {}): Ctx => ({
  ...tenant.ctx,
  now: new Date(),
  actor: { kind: "anonymous" },
  ip: `2001:db8:${newId().slice(0, 4)}:${newId().slice(9, 13)}::1`,
  ...over,
});

/** A link as the message would carry it, with a token that the test knows. */
async function link(): Promise<string> {
  const token = newToken();
  await inTenant(tenant.ctx, async (tx) => {
    await writeReset({ ...tenant.ctx, now: new Date() }, tx, member.membershipId);
    await tx.execute(sql`update password_resets set token_hash = ${hashToken(token)}
      where id = (select id from password_resets order by id desc limit 1)`);
  });
  return token;
}
const query = async (text: string, values: unknown[] = []) =>
  (await composition().db.platform.pool.query(text, values)).rows;
const gone = { key: "reset_gone" };

test("a link sets the password once, signs nobody in, and ends the person's sessions in every tenant", async () => {
  const there = newId();
  await query(
    "insert into memberships (id, tenant_id, user_id, role) values ($1, $2, $3, 'agent')",
    [...[there, other.id, member.userId]],
  );
  for (const [tenantId, membershipId] of [
    [tenant.id, member.membershipId],
    [other.id, there],
  ])
    await query(
      "insert into sessions (tenant_id, membership_id, audience, idle_expires_at, expires_at) values ($1, $2, 'staff', now() + interval '1 hour', now() + interval '1 hour')",
      [tenantId, membershipId],
    );
  const token = await link();
  expect(await openPasswordReset(stranger(), { token })).toEqual({ valid: true });
  await resetPassword(stranger(), { token, password });
  const [user] = await query("select password_hash as hash from users where id = $1", [
    member.userId,
  ]);
  expect(await verifyPassword(password, user.hash)).toBe(true);
  expect(
    await query(
      "select revoked_reason from sessions where membership_id in ($1, $2) and revoked_at is not null",
      [member.membershipId, there],
    ),
  ).toEqual([{ revoked_reason: "passwordChanged" }, { revoked_reason: "passwordChanged" }]);
  expect(
    await query("select kind, severity from security_log where tenant_id = $1", [tenant.id]),
  ).toEqual([{ kind: "passwordReset", severity: "alert" }]);
  await expect(resetPassword(stranger(), { token, password })).rejects.toMatchObject(gone);
});

test("of two uses at once one wins; a later link dies with it", async () => {
  const [one, two] = [await link(), await link()];
  const results = await Promise.allSettled([
    resetPassword(stranger(), { token: one, password }),
    resetPassword(stranger(), { token: one, password }),
  ]);
  expect(results.map((each) => each.status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(await openPasswordReset(stranger(), { token: two })).toEqual({ valid: false });
});

test("a link older than an hour, of another tenant, or of a disabled member opens nothing", async () => {
  const token = await link();
  const late = stranger({ now: new Date(Date.now() + 3_601_000) });
  await expect(resetPassword(late, { token, password })).rejects.toMatchObject(gone);
  const there = stranger({ tenantId: other.id });
  await expect(resetPassword(there, { token, password })).rejects.toMatchObject(gone);
  await query("update memberships set status = 'disabled' where id = $1", [member.membershipId]);
  await expect(resetPassword(stranger(), { token, password })).rejects.toMatchObject(gone);
});

test("asking does the same for a known and an unknown address: one job, the same answer", async () => {
  const queued = vi.spyOn(composition().queue, "enqueueInTransaction");
  expect(await requestPasswordReset(stranger(), { email: member.email })).toBeUndefined();
  expect(await requestPasswordReset(stranger(), { email: "no@body.example" })).toBeUndefined();
  const asked = queued.mock.calls.map(([, jobs]) => jobs.map(({ name }) => name));
  queued.mockRestore();
  expect(asked).toEqual([["people.sendPasswordReset"], ["people.sendPasswordReset"]]);
  expect(await query("select 1 from password_resets where tenant_id = $1", [tenant.id])).toEqual(
    [],
  );
  const delivery = {} as Parameters<typeof sendPasswordReset.handle>[2];
  await sendPasswordReset.handle(tenant.ctx, { email: "no@body.example" }, delivery);
  await sendPasswordReset.handle(tenant.ctx, { email: member.email }, delivery);
  expect(
    await query("select membership_id from password_resets where tenant_id = $1", [tenant.id]),
  ).toEqual([{ membership_id: member.membershipId }]);
});

test("a manager sends a link and never sets a password; not to who holds more than they", async () => {
  const owner = await mintStaff(tenant, "owner");
  const admin = await mintStaff(tenant, "admin");
  await startMemberReset(admin.ctx, { membershipId: member.membershipId });
  await expect(
    startMemberReset(admin.ctx, { membershipId: owner.membershipId }),
  ).rejects.toMatchObject({ key: "role_exceeds" });
});
