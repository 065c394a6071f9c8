import { beforeEach, expect, test } from "vitest";
import { composition, setComposition } from "@/server/composition";
import { newId } from "@/server/kernel/ids";
import { keepSent } from "@/server/mail/outbox";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { listNotifications } from "./list-notifications";
import { listOutbox } from "./list-outbox";
import { markRead } from "./mark-read";
import { notifyStaff, type NotifyStaffInput } from "./notify-staff";
import { unreadCount } from "./unread-count";

let tenant: TestTenant;
beforeEach(async () => void (tenant = await mintTenant()));

const notify = (input: NotifyStaffInput) =>
  inTenant(tenant.ctx, (tx) => notifyStaff(tenant.ctx, tx, input));
const news = { kind: "limit_warned", params: { resource: "x", percent: 80 } };

test("who holds the permission is told, once, and nobody else; each reads only their own", async () => {
  const owner = await mintStaff(tenant, "owner");
  const admin = await mintStaff(tenant, "admin");
  const agent = await mintStaff(tenant, "agent");
  const ask = { ...news, permission: "webhook.manage", dedupeKey: "a", href: "/settings" } as const;
  expect(await notify(ask)).toBe(2);
  expect(await notify(ask)).toBe(0);
  const page = await listNotifications(owner.ctx, { unread: false, limit: 10 });
  expect(page.items).toMatchObject([{ ...news, href: "/settings", readAt: null }]);
  expect(await unreadCount(agent.ctx)).toEqual({ count: 0 });
  const mine = page.items.map(({ id }) => id);
  await markRead(admin.ctx, { ids: mine });
  expect(await unreadCount(owner.ctx)).toEqual({ count: 1 });
  expect(await markRead(owner.ctx, { ids: mine })).toEqual({ count: 0 });
  expect((await listNotifications(owner.ctx, { unread: true, limit: 10 })).items).toEqual([]);
});

test("a long list comes page by page, newest first, without gaps or doubles", async () => {
  const { membershipId, ctx } = await mintStaff(tenant, "agent");
  for (let n = 0; n < 5; n++)
    await notify({ ...news, membershipIds: [membershipId], dedupeKey: String(n) });
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listNotifications(ctx, { unread: false, limit: 2, cursor });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(seen).toEqual([...new Set(seen)].toSorted().toReversed());
  expect(seen).toHaveLength(5);
  expect(await markRead(ctx, {})).toEqual({ count: 0 });
});

test("news are of members only: no key, customer or platform person has any", async () => {
  for (const actor of [
    { kind: "apiKey", apiKeyId: newId(), scopes: [] },
    { kind: "customer", customerId: newId(), sessionId: newId() },
    { kind: "anonymous" },
  ] as const)
    await expect(unreadCount({ ...tenant.ctx, actor })).rejects.toThrow(/./);
});

test("the outbox shows a tenant's host its own messages only, and in production nobody anything", () => {
  const message = { id: newId(), at: new Date().toISOString(), channel: "email" } as const;
  const rest = { template: null, subject: "s", text: "t", html: null };
  keepSent({ ...message, ...rest, tenantId: tenant.id, to: "a@b.pe" });
  const at = (tenantId: string) => listOutbox({ kind: "tenant", tenantId }, {});
  expect(at(tenant.id)).toMatchObject([{ to: "a@b.pe" }]);
  expect(at(newId())).toEqual([]);
  expect(listOutbox({ kind: "site" }, { to: "a@b.pe" })).toHaveLength(1);
  const before = composition();
  setComposition({ ...before, env: { ...before.env, NODE_ENV: "production" } });
  expect(() => at(tenant.id)).toThrow("not_found");
  setComposition({
    ...before,
    env: { ...before.env, NODE_ENV: "production", TRAMA_DEV_PAGES: "1" },
  });
  expect(at(tenant.id)).toHaveLength(1);
  setComposition(before);
});
