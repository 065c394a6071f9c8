import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { composition } from "@/server/composition";
import { newId, PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import type { Actor } from "@/server/tenancy/context";
import { mintStaff, mintTenant } from "@/server/testing/tenant";
import { liveActors } from "./live-actors";

const asPlatformRole = (tenantId: string, query: ReturnType<typeof sql>) =>
  composition().db.platform.transaction(tenantId, (tx) => tx.execute(query));

const openSession = (tenantId: string, sessionId: string, membershipId: string, audience: string) =>
  asPlatformRole(
    tenantId,
    sql`insert into sessions (id, tenant_id, membership_id, audience, idle_expires_at, expires_at)
      values (${sessionId}, ${tenantId}, ${membershipId}, ${audience}, now() + interval '1 hour', now() + interval '1 hour')`,
  );

test("a person who is disabled everywhere loses the live stream too, though the session was not revoked", async () => {
  const tenant = await mintTenant();
  const { ctx, membershipId, userId } = await mintStaff(tenant, "owner");
  const { actor } = ctx;
  if (actor.kind !== "user") throw new Error("not a user");
  await openSession(tenant.id, actor.sessionId, membershipId, "staff");
  expect((await liveActors(tenant.id, [actor])).size).toBe(1);
  await asPlatformRole(tenant.id, sql`update users set status = 'disabled' where id = ${userId}`);
  expect((await liveActors(tenant.id, [actor])).size).toBe(0);
});

test("a platform admin who is taken off the list loses the live stream of the admin host", async () => {
  const platform = { id: PLATFORM_TENANT_ID, slug: "admin", ctx: (await mintTenant()).ctx };
  const { userId, membershipId } = await mintStaff(platform, "owner");
  const actor: Actor = { kind: "platform", userId, sessionId: newId() };
  await openSession(platform.id, actor.sessionId, membershipId, "platform");
  expect((await liveActors(platform.id, [actor])).size).toBe(0);
  await asPlatformRole(platform.id, sql`insert into platform_admins (user_id) values (${userId})`);
  expect((await liveActors(platform.id, [actor])).size).toBe(1);
  await asPlatformRole(
    platform.id,
    sql`update platform_admins set active = false where user_id = ${userId}`,
  );
  expect((await liveActors(platform.id, [actor])).size).toBe(0);
});
