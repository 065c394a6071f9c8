import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { liveSession } from "@/server/auth/live-session";
import { composition } from "@/server/composition";
import { newId } from "@/server/kernel/ids";
import { noteSecurity } from "@/server/modules/auth/note-security";
import { makeSecurityLink } from "@/server/modules/auth/security-link";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { exportAccessReview } from "./access-review";
import { cleanSecurityLog } from "./jobs";
import { listOwnTenants } from "./list-own-tenants";
import { listSecurityLog } from "./list-security-log";
import { toCsv } from "./rules/csv";
import { answerSecurityNotice } from "./security-notice";
import { listSecurityInput } from "./security-schema";
import { settleSecurityEntry } from "./settle-security-entry";
import { switchTenant } from "./switch-tenant";

let tenant: TestTenant;
let owner: Awaited<ReturnType<typeof mintStaff>>;
let agent: Awaited<ReturnType<typeof mintStaff>>;
let sessionId: string;

beforeEach(async () => {
  tenant = await mintTenant();
  owner = await mintStaff(tenant, "owner");
  agent = await mintStaff(tenant, "agent");
  sessionId = await openSessionOf(agent.membershipId);
});

async function openSessionOf(membershipId: string, tenantId = tenant.id): Promise<string> {
  const id = newId();
  await composition().db.platform.transaction(tenantId, (tx) =>
    tx.execute(sql`insert into sessions (id, tenant_id, membership_id, audience, idle_expires_at, expires_at, methods)
      values (${id}, ${tenantId}, ${membershipId}, 'staff', now() + interval '1 hour', now() + interval '1 hour', '["password"]')`),
  );
  return id;
}
const lives = async () =>
  (await liveSession({ sessionId, tenantId: tenant.id, audience: "staff" }, new Date())) !==
  undefined;
const note = async () => {
  const { id } = await inTenant(tenant.ctx, (tx) =>
    noteSecurity(
      tx,
      { ...tenant.ctx, ip: "203.0.113.9" },
      {
        kind: "newCountry",
        membershipId: agent.membershipId,
        sessionId,
      },
    ),
  );
  return id;
};
const stranger = (over: Partial<Ctx> = {}): Ctx => ({
  ...tenant.ctx,
  now: new Date(),
  actor: { kind: "anonymous" },
  ip: `2001:db8:${newId().slice(0, 4)}:${newId().slice(9, 13)}::1`,
  ...over,
});

test("an alert is told once to the person, the owner and the bell, and one tap ends the session it names", async () => {
  const entryId = await note();
  await note();
  const log = () => listSecurityLog(owner.ctx, listSecurityInput.parse({}));
  expect((await log()).items).toMatchObject([
    { id: entryId, kind: "newCountry", severity: "alert", times: 2, revokes: "session" },
  ]);
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute(sql`select (select count(*)::int from staff_notifications) as bell,
      (select count(*)::int from job_runs where name = 'notifications.queue') as messages`),
  );
  expect(rows).toEqual([{ bell: 1, messages: 2 }]);
  await settleSecurityEntry(owner.ctx, { entryId, outcome: "expected" });
  expect(await lives()).toBe(true);
  await settleSecurityEntry(owner.ctx, { entryId, outcome: "revoked" });
  await settleSecurityEntry(owner.ctx, { entryId, outcome: "revoked" });
  await settleSecurityEntry(owner.ctx, { entryId, outcome: "expected" });
  expect(await lives()).toBe(false);
  expect((await log()).items).toMatchObject([{ outcome: "revoked", reviewedBy: "Test owner" }]);
});

test("the person's own link ends it without signing in; forged, old, another's or another tenant's does nothing", async () => {
  const entryId = await note();
  const make = (membershipId: string, now = new Date(), tenantId = tenant.id) =>
    makeSecurityLink(tenantId, { entryId, membershipId }, now);
  const answer = (link: string, ctx = stranger()) =>
    answerSecurityNotice(ctx, { link, outcome: "revoked" });
  const mine = make(agent.membershipId);
  const other = await mintTenant();
  const wrong = [
    make(owner.membershipId),
    make(agent.membershipId, new Date(Date.now() - 25 * 3_600_000)),
    make(agent.membershipId, new Date(), other.id),
    `${mine.slice(0, -2)}AA`,
    mine.replace(/^./, "Z"),
  ];
  for (const link of wrong)
    await expect(answer(link)).rejects.toMatchObject({ key: "notice_gone" });
  await expect(answer(mine, stranger({ tenantId: other.id }))).rejects.toMatchObject({
    key: "notice_gone",
  });
  expect(await lives()).toBe(true);
  await answer(mine);
  await answer(mine);
  expect(await lives()).toBe(false);
});

test("entries older than 400 days go, younger stay", async () => {
  const entryId = await note();
  const delivery = {} as Parameters<typeof cleanSecurityLog.handle>[2];
  const tick = {} as Parameters<typeof cleanSecurityLog.handle>[1];
  const clean = (days: number) =>
    cleanSecurityLog.handle(
      { ...tenant.ctx, now: new Date(Date.now() + days * 86_400_000) },
      tick,
      delivery,
    );
  const ids = async () =>
    (await listSecurityLog(owner.ctx, listSecurityInput.parse({}))).items.map(({ id }) => id);
  await clean(399);
  expect(await ids()).toEqual([entryId]);
  await clean(401);
  expect(await ids()).toEqual([]);
});

test("no text of the access review is a formula to a spreadsheet, whatever people call themselves", async () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const [line = ""] = toCsv([[text, 7]])
        .slice(1)
        .split(/,7\r\n$/);
      const read = line.startsWith('"') ? line.slice(1, -1).replaceAll('""', '"') : line;
      expect(read).not.toMatch(/^\s*[=+\-@]/);
      expect([text, `'${text}`]).toContain(read);
    }),
  );
  expect((await exportAccessReview(owner.ctx)).text.split("\r\n")[1]).toMatch(/^member,Test /);
});

const asSession = (over: object = {}): Ctx => ({
  ...agent.ctx,
  ip: stranger().ip ?? "",
  actor: { ...agent.ctx.actor, sessionId, ...over } as Ctx["actor"],
});
const enterAlso = async (role = "agent") => {
  const other = await mintTenant();
  const id = newId();
  await composition().db.platform.transaction(other.id, (tx) =>
    tx.execute(
      sql`insert into memberships (id, tenant_id, user_id, role) values (${id}, ${other.id}, ${agent.userId}, ${role})`,
    ),
  );
  return { ...other, membershipId: id };
};

test("a person sees and enters their own tenants only, with a ticket, and never while acting as somebody else", async () => {
  const [other, foreign] = [await enterAlso(), await mintTenant()];
  const names = async (ctx: Ctx) =>
    (await listOwnTenants(ctx)).map(({ tenantId }) => tenantId).toSorted();
  expect(await names(asSession())).toEqual([tenant.id, other.id].toSorted());
  const { url } = await switchTenant(asSession(), { tenantId: other.id });
  expect(url).toMatch(new RegExp(`//${other.slug}\\..*/enter#[\\w-]{43}$`));
  const { rows } = await inTenant(other.ctx, (tx) =>
    tx.execute(sql`select methods, membership_id as "membershipId" from sessions`),
  );
  expect(rows).toEqual([{ methods: ["tenantSwitch"], membershipId: other.membershipId }]);
  const impersonatedBy = { userId: newId(), tenantId: newId(), impersonationId: newId() };
  for (const [ctx, tenantId] of [
    [asSession(), foreign.id],
    [asSession({ impersonatedBy }), other.id],
    [asSession({ viewAs: { role: "agent" } }), other.id],
    [asSession({ sessionId: newId() }), other.id],
    [{ ...asSession(), tenantId: foreign.id }, other.id],
  ] as const)
    await expect(switchTenant(ctx, { tenantId })).rejects.toMatchObject({ code: "not_found" });
});

test("the other tenant's second step is asked for there, whatever was proven here", async () => {
  const other = await enterAlso();
  await composition().db.platform.transaction(other.id, (tx) =>
    tx.execute(sql`insert into totp_factors (tenant_id, membership_id, secret_sealed, confirmed_at)
      values (${other.id}, ${other.membershipId}, 'x', now())`),
  );
  const { url } = await switchTenant(asSession(), { tenantId: other.id });
  expect(url).toMatch(/\/sign-in\?challenge=[\w-]{43}$/);
  const { rows } = await inTenant(other.ctx, (tx) => tx.execute(sql`select 1 from sessions`));
  expect(rows).toEqual([]);
});
