import { beforeEach, expect, test } from "vitest";
import { composition } from "@/server/composition";
import { newId, PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { liveSession } from "@/server/auth/live-session";
import { redeemTicket } from "@/server/modules/auth/redeem-ticket";
import { setTenantFlag } from "@/server/modules/platform/set-tenant-flag";
import { setTenantStatus } from "@/server/modules/platform/set-tenant-status";
import { updateSettings } from "@/server/modules/tenants/update-settings";
import { updateTenant } from "@/server/modules/tenants/update-tenant";
import { type Ctx, systemCtx } from "@/server/tenancy/context";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { currentImpersonation } from "./current-impersonation";
import { endImpersonation } from "./end-impersonation";
import { enterChild } from "./enter-child";
import { impersonate } from "./impersonate";
import { leaveImpersonation } from "./leave-impersonation";
import { listChildMembers } from "./list-child-members";
import { listEnterable } from "./list-enterable";
import { listImpersonations } from "./list-impersonations";
import { impersonateInput } from "./schema";

const query = async (text: string, values: unknown[] = []) =>
  (await composition().db.platform.pool.query(text, values)).rows;

let admin: Ctx;
let tenant: TestTenant;
let owner: Awaited<ReturnType<typeof mintStaff>>;
beforeEach(async () => {
  tenant = await mintTenant();
  owner = await mintStaff(tenant, "owner");
  const userId = newId();
  await query("insert into users (id, email, name) values ($1, $2, 'Sofía Soporte')", [
    userId,
    `${userId}@platform.example`,
  ]);
  const provedAt = new Date();
  admin = {
    ...systemCtx(PLATFORM_TENANT_ID, "test"),
    actor: { kind: "platform", userId, sessionId: newId(), provedAt },
  };
});

const REASON = "ticket 4711: invoices look wrong";
const enter = (over: Partial<Parameters<typeof impersonate>[1]> = {}) =>
  impersonate(admin, {
    ...{ tenantId: tenant.id, membershipId: owner.membershipId, reason: REASON, minutes: 30 },
    ...over,
  });

/** The context of a call on the tenant's host with the session behind the entry's ticket. */
async function inside(url: string, now = new Date(), at = tenant): Promise<Ctx | undefined> {
  const ctx = { ...systemCtx(at.id, "test"), actor: { kind: "anonymous" as const }, now };
  const sessionId = await redeemTicket(ctx, { ticket: url.split("#")[1] ?? "", audience: "staff" });
  if (!sessionId) return undefined;
  const actor = await liveSession({ tenantId: at.id, sessionId, audience: "staff" }, now);
  return actor && { ...ctx, actor };
}

test("who impersonates acts as the member, and every fact names both persons", async () => {
  const { url } = await enter();
  expect(url).toMatch(new RegExp(`^https?://${tenant.slug}\\..+/enter#[\\w-]{43}$`));
  const ctx = await inside(url);
  expect(ctx?.actor).toMatchObject({
    kind: "user",
    membershipId: owner.membershipId,
    role: "owner",
    impersonatedBy: { tenantId: PLATFORM_TENANT_ID },
  });
  await updateTenant(ctx as Ctx, { name: "Renamed by support" });
  const [fact] = await query(
    "select body::jsonb -> 'actor' as actor from events where tenant_id = $1 and name = 'tenant.updated'",
    [tenant.id],
  );
  const by = admin.actor.kind === "platform" ? admin.actor.userId : "";
  expect(fact.actor).toMatchObject({
    userId: owner.userId,
    impersonatedBy: { userId: by, tenantId: PLATFORM_TENANT_ID },
  });
});

test("the tenant has it in its chain, its security log and its list, with name and reason", async () => {
  await enter();
  const facts = await query("select name from events where tenant_id = $1 order by seq", [
    tenant.id,
  ]);
  expect(facts.map((row) => row.name)).toContain("impersonation.started");
  expect(
    await query("select kind, severity, details from security_log where tenant_id = $1", [
      tenant.id,
    ]),
  ).toMatchObject([
    {
      kind: "impersonated",
      severity: "alert",
      details: { byName: "Sofía Soporte", reason: REASON },
    },
  ]);
  expect(await listImpersonations(owner.ctx)).toMatchObject([
    { byName: "Sofía Soporte", from: "platform", asName: "Test owner", reason: REASON },
  ]);
});

test("leaving ends the session at once and leads back to the admin host, whose session is untouched", async () => {
  const ctx = (await inside((await enter()).url)) as Ctx;
  expect(await currentImpersonation(ctx)).toMatchObject({ byName: "Sofía Soporte" });
  const { returnTo } = await leaveImpersonation(ctx);
  expect(returnTo).toMatch(new RegExp(`//admin\\..*/tenants/${tenant.id}$`));
  const sessionId = ctx.actor.kind === "user" ? ctx.actor.sessionId : "";
  expect(
    await liveSession({ tenantId: tenant.id, sessionId, audience: "staff" }, new Date()),
  ).toBeUndefined();
  expect(await listImpersonations(owner.ctx)).toMatchObject([{ endedReason: "left" }]);
  await expect(leaveImpersonation(owner.ctx)).rejects.toMatchObject({ key: "not_impersonating" });
});

test("it ends with its time, whatever the session was used for until then", async () => {
  const { url, expiresAt } = await enter({ minutes: 5 });
  const ctx = (await inside(url)) as Ctx;
  const sessionId = ctx.actor.kind === "user" ? ctx.actor.sessionId : "";
  const claims = { tenantId: tenant.id, sessionId, audience: "staff" as const };
  await new Promise((resolve) => setTimeout(resolve, 1_050));
  expect(await liveSession(claims, new Date(Date.parse(expiresAt) + 1))).toBeUndefined();
  const later = { ...owner.ctx, now: new Date(Date.parse(expiresAt) + 1) };
  expect(await listImpersonations(later)).toMatchObject([{ endedReason: "expired" }]);
  expect(impersonateInput.shape.minutes.safeParse(61).success).toBe(false);
});

test("the tenant's owner shows them the door; who impersonates cannot end another's or hide", async () => {
  const ctx = (await inside((await enter()).url)) as Ctx;
  const [row] = await listImpersonations(owner.ctx);
  const impersonationId = row?.id ?? "";
  await expect(endImpersonation(ctx, { impersonationId })).rejects.toMatchObject({
    key: "not_while_impersonating",
  });
  const stranger = await mintStaff(await mintTenant(), "owner");
  await expect(endImpersonation(stranger.ctx, { impersonationId })).rejects.toMatchObject({
    code: "not_found",
  });
  await endImpersonation(owner.ctx, { impersonationId });
  await endImpersonation(owner.ctx, { impersonationId });
  const sessionId = ctx.actor.kind === "user" ? ctx.actor.sessionId : "";
  expect(
    await liveSession({ tenantId: tenant.id, sessionId, audience: "staff" }, new Date()),
  ).toBeUndefined();
  expect(await listImpersonations(owner.ctx)).toMatchObject([{ endedReason: "revoked" }]);
});

test("a ticket opens once, only at its own tenant, and a reason of a word is refused", async () => {
  const { url } = await enter();
  expect(await inside(url, new Date(), await mintTenant())).toBeUndefined();
  expect(await inside(url)).toBeDefined();
  expect(await inside(url)).toBeUndefined();
  expect(impersonateInput.shape.reason.safeParse("because").success).toBe(false);
});

test("nobody but the platform's people impersonates, and they only with a recent proof", async () => {
  const stale: Ctx = { ...admin, now: new Date(Date.now() + 11 * 60_000) };
  const input = {
    ...{ tenantId: tenant.id, membershipId: owner.membershipId },
    ...{ reason: REASON, minutes: 30 },
  };
  await expect(impersonate(stale, input)).rejects.toMatchObject({ key: "step_up_required" });
  await expect(impersonate(owner.ctx, input)).rejects.toMatchObject({ code: "forbidden" });
  const ctx = (await inside((await enter()).url)) as Ctx;
  await expect(impersonate(ctx, input)).rejects.toMatchObject({ code: "forbidden" });
});

test("the platform's own people, another tenant's member, a disabled one and a suspended tenant cannot be entered", async () => {
  const other = await mintStaff(await mintTenant(), "owner");
  await expect(enter({ membershipId: other.membershipId })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(enter({ tenantId: PLATFORM_TENANT_ID })).rejects.toMatchObject({
    code: "not_found",
  });
  const gone = await mintStaff(tenant, "agent");
  await query("update memberships set status = 'disabled' where id = $1", [gone.membershipId]);
  await expect(enter({ membershipId: gone.membershipId })).rejects.toMatchObject({
    code: "not_found",
  });
  expect(
    (await listEnterable(admin, { tenantId: tenant.id })).map((one) => one.membershipId),
  ).toEqual([owner.membershipId]);
  await setTenantStatus(admin, { tenantId: tenant.id, status: "suspended", reason: "unpaid" });
  await expect(enter()).rejects.toMatchObject({ key: "tenant_closed_to_entry" });
});

test("a reseller's owner enters a child the same way, unless the child refuses; never a stranger's tenant", async () => {
  const child = await mintTenant({ parentTenantId: tenant.id });
  const childOwner = await mintStaff(child, "owner");
  const input = {
    ...{ childTenantId: child.id, membershipId: childOwner.membershipId },
    ...{ reason: REASON, minutes: 30 },
  };
  await expect(enterChild(owner.ctx, input)).rejects.toMatchObject({ code: "forbidden" });
  await setTenantFlag(admin, { tenantId: tenant.id, flag: "resellers", enabled: true });
  const members = await listChildMembers(owner.ctx, { childTenantId: child.id });
  expect(members).toMatchObject([{ membershipId: childOwner.membershipId, role: "owner" }]);
  const ctx = (await inside((await enterChild(owner.ctx, input)).url, new Date(), child)) as Ctx;
  expect(ctx.actor).toMatchObject({ impersonatedBy: { tenantId: tenant.id } });
  expect((await leaveImpersonation(ctx)).returnTo).toContain(`//${tenant.slug}.`);

  const admins = await mintStaff(tenant, "admin");
  await expect(enterChild(admins.ctx, input)).rejects.toMatchObject({ code: "forbidden" });
  const stranger = await mintTenant();
  const strangers = await mintStaff(stranger, "owner");
  await expect(
    enterChild(owner.ctx, {
      ...input,
      childTenantId: stranger.id,
      membershipId: strangers.membershipId,
    }),
  ).rejects.toMatchObject({ code: "not_found" });

  await updateSettings(childOwner.ctx, {
    ...{ module: "access", version: 0 },
    data: { allowResellerEntry: false },
  });
  await expect(enterChild(owner.ctx, input)).rejects.toMatchObject({
    key: "reseller_entry_refused",
  });
  // The platform still may: a tenant that shuts it out could not be helped.
  await impersonate(admin, {
    ...{ tenantId: child.id, membershipId: childOwner.membershipId },
    ...{ reason: REASON, minutes: 5 },
  });
});
