import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { Forbidden, Invalid, NotFound } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { systemCtx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import {
  APP_SECRET,
  deliver,
  messageLog,
  remind,
  serveWhatsapp,
} from "@/server/testing/whatsapp-scene";
import { WhatsappStandin } from "@/standins/whatsapp/handler";
import { vendorTemplate } from "@/standins/whatsapp/templates";
import { connectWhatsapp } from "./connect-whatsapp";
import { chooseTemplate, listWhatsapp } from "./get-whatsapp";
import { countMessages, listMessages } from "./list-messages";
import { listPolicies } from "./list-policies";
import type { SavePolicyInput } from "./policy-schema";
import { savePolicy, resetPolicy } from "./save-policy";
import { listBudgets, setBudget } from "./set-budget";
import { syncTemplates } from "./sync-templates";
import { sweepMessages } from "./sweep-messages";

let whatsapp: Awaited<ReturnType<typeof serveWhatsapp>>;
let tenant: TestTenant;
let owner: Awaited<ReturnType<typeof mintStaff>>;
beforeAll(async () => {
  whatsapp = await serveWhatsapp();
});
beforeEach(async () => {
  tenant = await mintTenant();
  owner = await mintStaff(tenant, "owner");
  whatsapp.scene.standin = new WhatsappStandin();
});
afterAll(() => whatsapp.stop());

const key = { event: "billing.overdueReminder", audience: "customer" } as const;
const policy: SavePolicyInput = {
  ...{ ...key, enabled: true, channels: ["email"], template: key.event, language: "pt" },
  ...{ quietHours: true, maxPerDay: 1 },
};
const delivery = (name: string) => ({
  ...{ jobId: newId(), name, attempt: 1, timeoutMs: 60_000 },
  ...{ signal: new AbortController().signal, deadline: new Date(Date.now() + 60_000) },
});
const connect = (over: object = {}) =>
  connectWhatsapp(owner.ctx, {
    ...{ name: "WhatsApp", phoneNumberId: whatsapp.scene.standin.phoneNumberId },
    ...{ businessAccountId: whatsapp.scene.standin.businessAccountId, appSecret: APP_SECRET },
    ...{ accessToken: whatsapp.scene.standin.accessToken, verifyToken: "agreed" },
    ...over,
  });
const sync = (integrationId: string) =>
  syncTemplates.handle(
    systemCtx(tenant.id, "test"),
    { integrationId },
    delivery("notifications.syncTemplates"),
  );

test("a policy of the tenant's own decides language, channel and cap; taken back, the usual holds", async () => {
  const usual = (await listPolicies(owner.ctx)).find((one) => one.event === key.event);
  expect(usual).toMatchObject({ own: false, channels: ["whatsapp", "email", "sms"] });
  await savePolicy(owner.ctx, policy);
  await savePolicy(owner.ctx, policy);
  await deliver(tenant, await remind(tenant));
  expect(await messageLog(tenant)).toMatchObject([{ locale: "pt", channel: "email" }]);
  await resetPolicy(owner.ctx, key);
  await resetPolicy(owner.ctx, key);
  expect((await listPolicies(owner.ctx)).filter(({ own }) => own)).toEqual([]);
});

test("a policy that is off tells nobody; a template without the event's values is refused", async () => {
  await savePolicy(owner.ctx, { ...policy, enabled: false });
  expect(await remind(tenant)).toBe("");
  expect(await messageLog(tenant)).toEqual([]);
  await expect(
    savePolicy(owner.ctx, { ...policy, template: "billing.cutNotice" }),
  ).rejects.toBeInstanceOf(Invalid);
});

test("a month's budget is set, seen and carried into the next month", async () => {
  await setBudget(owner.ctx, { channel: "whatsapp", cap: "50" });
  expect(await listBudgets(owner.ctx)).toMatchObject([
    { channel: "whatsapp", cap: "50", spent: "0", currency: "USD" },
    { channel: "sms", cap: null },
  ]);
  const later = { ...owner.ctx, now: new Date(owner.ctx.now.getTime() + 40 * 86_400_000) };
  expect((await listBudgets(later))[0]).toMatchObject({ cap: "50", spent: "0" });
});

test("who may not see or change any of it is refused", async () => {
  const technician = await mintStaff(tenant, "technician");
  const agent = await mintStaff(tenant, "agent");
  await expect(listMessages(technician.ctx, list())).rejects.toBeInstanceOf(Forbidden);
  await expect(savePolicy(agent.ctx, policy)).rejects.toBeInstanceOf(Forbidden);
  await expect(async () =>
    setBudget(agent.ctx, { channel: "sms", cap: null }),
  ).rejects.toBeInstanceOf(Forbidden);
});

const list = (over: object = {}) => ({ search: "", filters: "", sort: "", limit: 50, ...over });

test("the log is found by person, status and channel, and is the tenant's own", async () => {
  await deliver(tenant, await remind(tenant));
  await remind(tenant);
  expect((await listMessages(owner.ctx, list())).items).toHaveLength(2);
  const sent = await listMessages(owner.ctx, list({ filters: "status=sent", search: "maria" }));
  expect(sent.items).toMatchObject([{ channel: "email", customerName: "María Quispe" }]);
  expect(await countMessages(owner.ctx, list({ filters: "channel=whatsapp" }))).toMatchObject({
    count: 0,
  });
  const other = await mintStaff(await mintTenant(), "owner");
  expect((await listMessages(other.ctx, list())).items).toEqual([]);
});

test("a connected number reads its templates, says which go out, and never gives its secrets back", async () => {
  const { standin } = whatsapp.scene;
  standin.templates = [
    ...Array.from({ length: 120 }, (_, index) => vendorTemplate(`other_${index}`, "es", "Hola")),
    vendorTemplate("cobro", "es_PE", "{{1}} {{2}} {{3}} {{4}} {{5}}", {
      button: "https://x/{{1}}",
    }),
  ];
  const { integrationId } = await connect();
  await sync(integrationId);
  const choice = { name: "cobro", language: "es_PE" };
  await chooseTemplate(owner.ctx, { integrationId, template: key.event, locale: "es", choice });
  const [account] = await listWhatsapp(owner.ctx);
  expect(account).toMatchObject({
    health: "ok",
    callbackUrl: expect.stringContaining(integrationId) as string,
  });
  expect(account?.known).toHaveLength(121);
  expect(
    account?.carried.find(({ template, locale }) => template === key.event && locale === "es"),
  ).toMatchObject({ name: "cobro", status: "APPROVED", objection: null });
  expect(JSON.stringify(account)).not.toMatch(/EAA-standin|app-secret|agreed/);
});

test("secrets left empty stay; a new account needs them; a wrong token is seen at once", async () => {
  await expect(connect({ appSecret: "" })).rejects.toMatchObject({
    fields: { appSecret: "required" },
  });
  const { integrationId } = await connect();
  await connect({ integrationId, name: "Nuevo", accessToken: "", appSecret: "", verifyToken: "" });
  await sync(integrationId);
  expect(await listWhatsapp(owner.ctx)).toMatchObject([{ name: "Nuevo", health: "ok" }]);
  await connect({ integrationId, accessToken: "wrong" });
  await sync(integrationId);
  expect(await listWhatsapp(owner.ctx)).toMatchObject([
    { health: "down", healthReason: "token_invalid" },
  ]);
  const other = await mintTenant();
  const theirs = await mintStaff(other, "owner");
  const stolen = { integrationId, template: key.event, locale: "es", choice: null } as const;
  await expect(chooseTemplate(theirs.ctx, stolen)).rejects.toBeInstanceOf(NotFound);
});

test("a message whose job was lost is asked for again, and old notices are forgotten", async () => {
  const id = await remind(tenant);
  await inTenant(tenant.ctx, (tx) =>
    tx.execute(
      sql`insert into inbound_webhooks (tenant_id, provider, dedupe_key, body, status, received_at) values (${tenant.id}, 'whatsapp', 'a', '{}', 'done', now() - interval '31 days'), (${tenant.id}, 'whatsapp', 'b', '{}', 'waiting', now() - interval '31 days')`,
    ),
  );
  const later = systemCtx(tenant.id, "test", { now: new Date(Date.now() + 7 * 86_400_000) });
  await sweepMessages.handle(later, {}, delivery("notifications.sweep"));
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute(sql`select dedupe_key from inbound_webhooks where tenant_id = ${tenant.id}`),
  );
  expect(rows).toEqual([{ dedupe_key: "b" }]);
  expect(id).not.toBe("");
});
