import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { Conflict, Forbidden, Invalid, NotFound } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { updateSettings } from "@/server/modules/tenants/update-settings";
import { getTemplate } from "./get-template";
import { listRecords } from "./list-records";
import { listTemplates } from "./list-templates";
import { listVersions } from "./list-versions";
import { previewTemplate } from "./preview-template";
import { resetTemplate } from "./reset-template";
import { restoreTemplate } from "./restore-template";
import { saveTemplate } from "./save-template";
import { sendTest } from "./send-test";

let tenant: TestTenant;
let owner: Awaited<ReturnType<typeof mintStaff>>;
beforeEach(async () => {
  tenant = await mintTenant();
  owner = await mintStaff(tenant, "owner");
});

const place = { template: "auth.invitation", channel: "email", locale: "es" } as const;
const words = (body = "Ven: {{url}}") => ({ subject: "Hola", body });
const save = (basedOn: number, body?: string, ctx = owner.ctx) =>
  saveTemplate(ctx, { ...place, content: words(body), basedOn });

async function facts(): Promise<unknown[]> {
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute<{ name: string; payload: object }>(
      sql`select name, (body::jsonb)->'payload' as payload from events where tenant_id = ${tenant.id} and name like 'template.%' order by seq`,
    ),
  );
  return rows.map(({ name, payload }) => ({ name, ...payload }));
}

test("own words take the place of the original, version by version, and can be taken back", async () => {
  expect((await getTemplate(owner.ctx, place)).version).toBe(0);
  await save(0);
  const second = await save(1, "Otra vez: {{url}}");
  expect([second.version, second.content["body"]]).toEqual([2, "Otra vez: {{url}}"]);
  const restored = await restoreTemplate(owner.ctx, { ...place, version: 1, basedOn: 2 });
  expect([restored.version, restored.content["body"]]).toEqual([3, "Ven: {{url}}"]);
  const reset = await resetTemplate(owner.ctx, { ...place, basedOn: 3 });
  expect([reset.version, reset.content]).toEqual([0, reset.original]);
  const versions = await listVersions(owner.ctx, place);
  expect(versions.map(({ version, inUse, by }) => [version, inUse, by])).toEqual([
    [3, false, "Test owner"],
    [2, false, "Test owner"],
    [1, false, "Test owner"],
  ]);
  expect((await save(0, "Al final: {{url}}")).version).toBe(4);
  expect(await facts()).toMatchObject([
    { name: "template.saved", version: 1, restored: null },
    { name: "template.saved", version: 2 },
    { name: "template.saved", version: 3, restored: 1 },
    { name: "template.reset" },
    { name: "template.saved", version: 4 },
  ]);
  const listed = await listTemplates(owner.ctx);
  expect(listed.find(({ key }) => key === "auth.invitation")?.changed).toEqual([
    { channel: "email", locale: "es" },
  ]);
});

test("of two authors at once one saves and the other is told; the same words again are no version", async () => {
  const results = await Promise.allSettled([save(0, "A {{url}}"), save(0, "B {{url}}")]);
  expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  const failed = results.find((one) => one.status === "rejected");
  expect(failed?.reason).toBeInstanceOf(Conflict);
  const now = await getTemplate(owner.ctx, place);
  expect(
    (await saveTemplate(owner.ctx, { ...place, content: now.content, basedOn: 1 })).version,
  ).toBe(1);
  await expect(save(0)).rejects.toBeInstanceOf(Conflict);
  await expect(resetTemplate(owner.ctx, { ...place, basedOn: 0 })).rejects.toBeInstanceOf(Conflict);
});

test("bad words are refused beside their field, with the place, and nothing is kept", async () => {
  const error = await save(0, "Ven\n{{enlace}} {{url}}").catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Invalid);
  expect(error).toMatchObject({
    key: "template_invalid",
    params: { name: "enlace", line: 2, column: 1 },
    fields: { body: "template_unknown_variable" },
  });
  expect((await getTemplate(owner.ctx, place)).version).toBe(0);
  const pdf = { template: "auth.invitation", channel: "pdf", locale: "es" } as const;
  await expect(saveTemplate(owner.ctx, { ...pdf, content: {}, basedOn: 0 })).rejects.toThrow(
    "no_channel",
  );
});

test("who may not manage templates changes none, and who may not read them sees none", async () => {
  const agent = await mintStaff(tenant, "agent");
  await expect(async () => save(0, undefined, agent.ctx)).rejects.toBeInstanceOf(Forbidden);
  await expect(async () => listTemplates(agent.ctx)).rejects.toBeInstanceOf(Forbidden);
  await expect(async () =>
    previewTemplate(agent.ctx, { ...place, content: words() }),
  ).rejects.toBeInstanceOf(Forbidden);
});

test("another tenant's words are not used, and its versions are not restored", async () => {
  await save(0);
  const other = await mintStaff(await mintTenant(), "owner");
  expect((await getTemplate(other.ctx, place)).version).toBe(0);
  expect(await listVersions(other.ctx, place)).toEqual([]);
  const ask = { ...place, version: 1, basedOn: 0 };
  await expect(restoreTemplate(other.ctx, ask)).rejects.toBeInstanceOf(NotFound);
});

test("a preview shows a real person, escaped, on the tenant's own origin; a stranger's record is not found", async () => {
  const customerId = newId();
  await inTenant(tenant.ctx, (tx) =>
    tx.execute(
      sql`insert into customers (id, tenant_id, number, name) values (${customerId}, ${tenant.id}, 7, '<b>Ñusta</b> & Cía')`,
    ),
  );
  const [found] = await listRecords(owner.ctx, { template: "auth.signInCode", search: "Ñusta" });
  expect(found).toMatchObject({ id: customerId });
  const ask = { template: "auth.magicLink", channel: "email", locale: "es" } as const;
  const content = { subject: "Hola {{name}}", body: "{{name}}\n\n[Entrar]({{url}})" };
  const preview = await previewTemplate(owner.ctx, { ...ask, content, recordId: customerId });
  expect(preview.subject).toBe("Hola <b>Ñusta</b> & Cía");
  expect(preview.html).toContain("&lt;b&gt;Ñusta&lt;/b&gt; &amp; Cía");
  expect(preview.html).toContain(`href="http://${tenant.slug}.`);
  const stranger = await mintStaff(await mintTenant(), "owner");
  await expect(
    previewTemplate(stranger.ctx, { ...ask, content, recordId: customerId }),
  ).rejects.toBeInstanceOf(NotFound);
  const bad = await previewTemplate(owner.ctx, { ...ask, content: { subject: "", body: "{{x}}" } });
  expect(bad).toMatchObject({ html: null, subject: null });
  expect(bad.issues.map(({ key }) => key)).toEqual(["template_empty", "template_unknown_variable"]);
});

test("a WhatsApp preview shows its parts and the numbered form", async () => {
  const preview = await previewTemplate(owner.ctx, {
    ...{ template: "auth.invitation", channel: "whatsapp", locale: "es" },
    content: { header: "", body: "{{roleName}}: {{url}}", footer: "", button: "Entrar" },
  });
  expect(preview.bubble).toMatchObject({ button: "Entrar", registered: "{{1}}: {{2}}" });
  expect(preview.bubble?.body).toContain("Técnico: http://");
});

test("a test goes to its author only, with the words on the screen; a document is none", async () => {
  await sendTest(owner.ctx, { ...place, content: words() });
  const letter = { template: "crm.welcomeLetter", channel: "pdf", locale: "es" } as const;
  const content = { title: "Hola", body: "{{url}}" };
  await expect(sendTest(owner.ctx, { ...letter, content })).rejects.toThrow("no_test");
});

test("a mail that asks for money says how to pay it in its currency; another mail does not", async () => {
  await updateSettings(owner.ctx, {
    ...{ module: "paying", version: 0 },
    data: {
      ways: [
        { kind: "bank", currency: "PEN", name: "BCP", number: "191-77" },
        { kind: "bank", currency: "USD", name: "BCP dólares", number: "191-88" },
      ],
    },
  });
  const preview = (template: "billing.dueToday" | "billing.paymentReceived") =>
    previewTemplate(owner.ctx, {
      ...{ template, channel: "email", locale: "es" },
      content: { subject: "Hola", body: "{{amount}}" },
    });
  const asking = (await preview("billing.dueToday")).html ?? "";
  expect(asking).toContain("Cómo pagar");
  expect(asking).toContain("BCP (PEN): 191-77");
  expect(asking).not.toContain("191-88");
  expect((await preview("billing.paymentReceived")).html).not.toContain("Cómo pagar");
});
