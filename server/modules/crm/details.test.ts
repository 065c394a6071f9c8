import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import type { JobDelivery } from "@/server/jobs/define-job";
import { newId } from "@/server/kernel/ids";
import { runTask } from "@/server/modules/work/run-task";
import { undoTask } from "@/server/modules/work/undo-task";
import { startBulk } from "./start-bulk";
import { listPageInput } from "@/server/modules/work/schema";
import { addAddress } from "./add-address";
import { addContact } from "./add-contact";
import { addIdentity } from "./add-identity";
import { addNote } from "./add-note";
import { archiveField } from "./archive-field";
import { createCustomer } from "./create-customer";
import { createField } from "./create-field";
import { createTag } from "./create-tag";
import { deleteTag } from "./delete-tag";
import { getCustomer } from "./get-customer";
import { getDetails } from "./get-details";
import { listCustomers } from "./list-customers";
import { listFields } from "./list-fields";
import { makeMainIdentity } from "./make-main-identity";
import { removeContact } from "./remove-contact";
import { removeIdentity } from "./remove-identity";
import { removeNote } from "./remove-note";
import { reorderFields } from "./reorder-fields";
import { setTags } from "./set-tags";
import { updateAddress } from "./update-address";
import { updateCustomer } from "./update-customer";
import { updateNote } from "./update-note";

let tenant: TestTenant;
let owner: Ctx;
beforeEach(async () => {
  tenant = await mintTenant();
  ({ ctx: owner } = await mintStaff(tenant, "owner"));
});

const make = (name: string, over: Record<string, unknown> = {}) =>
  createCustomer(owner, { name, ...over });
const found = async (search: string) =>
  (await listCustomers(owner, listPageInput.parse({ search }))).items.map(({ name }) => name);
const work = (taskId: string) =>
  runTask.handle(tenant.ctx, { taskId }, {
    name: runTask.name,
    jobId: newId(),
    attempt: 1,
    signal: new AbortController().signal,
    deadline: new Date(Date.now() + 60_000),
    timeoutMs: 60_000,
  } satisfies JobDelivery);
const factsOf = async (customerId: string) => {
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute<{ name: string; body: string }>(
      sql`select name, body from events where tenant_id = ${tenant.id} and entity_id = ${customerId} order by seq`,
    ),
  );
  return rows;
};

describe("the tax id", () => {
  const ruc = { taxCountry: "PE", taxIdKind: "RUC", taxId: "20-100047218" };

  test("is kept without its dots and dashes, found by search, and said by no fact", async () => {
    const { id, taxId } = await make("Banco", ruc);
    expect(taxId).toBe("20100047218");
    expect(await found("20100047218")).toEqual(["Banco"]);
    for (const { body } of await factsOf(id)) expect(body).not.toContain("20100047218");
  });

  test("with a wrong check digit is refused beside its field, new or corrected", async () => {
    const wrong = { key: "tax_id_check_digit", fields: { taxId: "tax_id_check_digit" } };
    await expect(make("Banco", { ...ruc, taxId: "20100047219" })).rejects.toMatchObject(wrong);
    const { id: customerId } = await make("Banco", ruc);
    await expect(updateCustomer(owner, { customerId, taxId: "20100047219" })).rejects.toMatchObject(
      wrong,
    );
    const without = await updateCustomer(owner, { customerId, taxId: "" });
    expect([without.taxId, without.taxIdKind, without.taxCountry]).toEqual(["", "", ""]);
  });

  test("may be another customer's: a duplicate is shown, not refused", async () => {
    await make("Banco", ruc);
    await expect(make("Banco, sucursal", ruc)).resolves.toMatchObject({ taxId: "20100047218" });
  });
});

describe("ways to reach a customer", () => {
  test("there may be none", async () => {
    const { id } = await make("Nadie");
    expect((await getDetails(owner, { customerId: id })).identities).toEqual([]);
  });

  test("the main ones are what the row says, however they are changed", async () => {
    const { id: customerId } = await make("Rosa", { email: "Rosa@x.demo", phone: "+51987654321" });
    await addIdentity(owner, { customerId, channel: "email", value: "otra@x.demo" });
    const mains = async () => {
      const { identities } = await getDetails(owner, { customerId });
      const { email, phone } = await getCustomer(owner, { customerId });
      const main = (channel: string) =>
        identities.find((one) => one.channel === channel && one.primary)?.value ?? null;
      expect([main("email"), main("phone")]).toEqual([email, phone]);
      return identities.map(({ value }) => value);
    };
    expect(await mains()).toEqual(["rosa@x.demo", "otra@x.demo", "+51987654321"]);
    const other = (await getDetails(owner, { customerId })).identities[1];
    await makeMainIdentity(owner, { customerId, identityId: other?.id ?? "" });
    expect(await mains()).toEqual(["otra@x.demo", "rosa@x.demo", "+51987654321"]);
    await updateCustomer(owner, { customerId, email: "nueva@x.demo" });
    expect(await mains()).toEqual(["nueva@x.demo", "rosa@x.demo", "+51987654321"]);
    const [main] = (await getDetails(owner, { customerId })).identities;
    await removeIdentity(owner, { customerId, identityId: main?.id ?? "" });
    expect(await mains()).toEqual(["rosa@x.demo", "+51987654321"]);
    await updateCustomer(owner, { customerId, email: "", phone: "" });
    expect(await mains()).toEqual([]);
  });

  test("one phone may be a family's: each says how many others have it; the same twice is refused", async () => {
    const phone = "+51987654321";
    const { id: customerId } = await make("Rosa", { phone });
    await make("Pedro", { phone });
    const [identity] = (await getDetails(owner, { customerId })).identities;
    expect(identity).toMatchObject({ value: phone, primary: true, sharedWith: 1 });
    await expect(
      addIdentity(owner, { customerId, channel: "phone", value: phone }),
    ).rejects.toMatchObject({ key: "identity_exists" });
    expect(() => addIdentity(owner, { customerId, channel: "email", value: "no" })).toThrow(
      "email_invalid",
    );
  });
});

test("search finds a customer by its contacts and other addresses, until they go", async () => {
  const { id: customerId } = await make("Clínica Sur");
  const contact = await addContact(owner, {
    customerId,
    name: "Jorge Ñahui",
    phone: "+51911222333",
    role: "technical",
  });
  await addIdentity(owner, { customerId, channel: "whatsapp", value: "+51955666777" });
  for (const search of ["nahui", "911222333", "955666777"])
    expect(await found(search)).toEqual(["Clínica Sur"]);
  await removeContact(owner, { customerId, contactId: contact.id });
  expect(await found("nahui")).toEqual([]);
  expect(await found("955666777")).toEqual(["Clínica Sur"]);
});

test("one address is the main one: the first, then whichever is made so; its place is kept", async () => {
  const { id: customerId } = await make("Rosa");
  const position = { lat: -12.1211, lng: -77.0297 };
  const home = await addAddress(owner, { customerId, street: "Av. Larco 1", position });
  const shop = await addAddress(owner, { customerId, street: "Jr. Unión 2" });
  expect([home.primary, home.position, shop.primary]).toEqual([true, position, false]);
  await updateAddress(owner, { customerId, addressId: shop.id, primary: true });
  const { addresses } = await getDetails(owner, { customerId });
  expect(addresses.map(({ street, primary }) => [street, primary])).toEqual([
    ["Jr. Unión 2", true],
    ["Av. Larco 1", false],
  ]);
  expect(() => addAddress(owner, { customerId, position: { lat: 91, lng: 0 } })).toThrow("lat");
});

test("notes are pinned, corrected and taken out of sight; their words are in no fact", async () => {
  const { id: customerId } = await make("Rosa");
  const old = await addNote(owner, { customerId, text: "perro bravo" });
  await addNote(owner, { customerId, text: "llamar temprano" });
  await updateNote(owner, { customerId, noteId: old.id, pinned: true, text: "perro muy bravo" });
  const texts = async () => (await getDetails(owner, { customerId })).notes.map(({ text }) => text);
  expect(await texts()).toEqual(["perro muy bravo", "llamar temprano"]);
  await removeNote(owner, { customerId, noteId: old.id });
  expect(await texts()).toEqual(["llamar temprano"]);
  await expect(removeNote(owner, { customerId, noteId: old.id })).rejects.toMatchObject({
    key: "not_found",
  });
  for (const { body } of await factsOf(customerId)) expect(body).not.toMatch(/perro|temprano/);
});

describe("tags", () => {
  test("are set as a whole, state what came and went, and go everywhere when deleted", async () => {
    const { id: customerId } = await make("Rosa");
    const vip = await createTag(owner, { name: "VIP", tone: "ok" });
    const late = await createTag(owner, { name: "Moroso" });
    await setTags(owner, { customerId, tagIds: [vip.id, late.id, vip.id] });
    const after = await setTags(owner, { customerId, tagIds: [late.id] });
    expect(after.tags).toEqual([late]);
    await setTags(owner, { customerId, tagIds: [late.id] });
    const changed = (await factsOf(customerId)).filter(
      ({ name }) => name === "customer.tagsChanged",
    );
    expect(changed).toHaveLength(2);
    await deleteTag(owner, { tagId: late.id });
    expect((await getCustomer(owner, { customerId })).tags).toEqual([]);
  });

  test("are put on many and taken off again by undo, only where the task put them", async () => {
    const tag = await createTag(owner, { name: "Zona norte" });
    const made = [await make("Uno"), await make("Dos"), await make("Tres")];
    const tagged = async (filters: string) =>
      (await listCustomers(owner, listPageInput.parse({ filters, sort: "number" }))).items.map(
        ({ name }) => name,
      );
    await setTags(owner, { customerId: made[0]?.id ?? "", tagIds: [tag.id] });
    const selection = { mode: "ids", ids: made.map(({ id }) => id) } as const;
    const task = await startBulk(owner, { selection, change: { action: "addTag", tagId: tag.id } });
    await work(task.id);
    expect(await tagged(`tag=${tag.id}`)).toEqual(["Uno", "Dos", "Tres"]);
    await undoTask(owner, { taskId: task.id });
    await work(task.id);
    expect(await tagged(`tag=${tag.id}`)).toEqual(["Uno"]);
    expect(await tagged("tag=none")).toEqual(["Dos", "Tres"]);
  });

  test("of two at once with the same name one is made", async () => {
    const both = await Promise.allSettled([
      createTag(owner, { name: "Crítico" }),
      createTag(owner, { name: "critico" }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });

  test("of another tenant cannot be given", async () => {
    const other = await mintTenant();
    const { ctx } = await mintStaff(other, "owner");
    const theirs = await createTag(ctx, { name: "Theirs" });
    const { id: customerId } = await make("Rosa");
    await expect(setTags(owner, { customerId, tagIds: [theirs.id] })).rejects.toMatchObject({
      key: "reference_unknown",
    });
  });
});

describe("the tenant's own fields", () => {
  test("are judged by their type, filled in when required, and kept when archived", async () => {
    const size = await createField(owner, {
      label: "N.º de cámaras",
      type: "number",
      required: true,
    });
    const zone = await createField(owner, {
      label: "Zona",
      type: "choice",
      options: ["Norte", "Sur"],
    });
    expect([size.key, zone.key]).toEqual(["n_de_camaras", "zona"]);
    await expect(make("Rosa")).rejects.toMatchObject({
      fields: { "custom.n_de_camaras": "field_required" },
    });
    const custom = { n_de_camaras: "4", zona: "Oeste" };
    await expect(make("Rosa", { custom })).rejects.toMatchObject({
      fields: { "custom.zona": "field_not_choice" },
    });
    const { id: customerId } = await make("Rosa", { custom: { ...custom, zona: "Sur" } });
    await archiveField(owner, { fieldId: zone.id, archived: true });
    const after = await updateCustomer(owner, { customerId, custom: { n_de_camaras: 5 } });
    expect(after.custom).toEqual({ n_de_camaras: 5, zona: "Sur" });
  });

  test("one that is required later stops nobody who corrects something else", async () => {
    const { id: customerId } = await make("Rosa");
    await createField(owner, { label: "Contrato", type: "text", required: true });
    await expect(updateCustomer(owner, { customerId, city: "Lima" })).resolves.toMatchObject({
      city: "Lima",
    });
  });

  test("keep their order; those that are not named come after", async () => {
    const made = [];
    for (const label of ["Uno", "Uno", "Dos"])
      made.push(await createField(owner, { label, type: "text" }));
    expect(made.map(({ key }) => key)).toEqual(["uno", "uno_2", "dos"]);
    await reorderFields(owner, { fieldIds: [made[2]?.id ?? ""] });
    expect((await listFields(owner, {})).map(({ key }) => key)).toEqual(["dos", "uno", "uno_2"]);
  });
});

test("the list is filtered by what is owed and by tax id", async () => {
  const { id } = await make("Deudor", { taxCountry: "PE", taxIdKind: "DNI", taxId: "45678912" });
  await make("Al día");
  await inTenant(tenant.ctx, (tx) =>
    tx.execute(sql`insert into customer_balances (tenant_id, customer_id, currency, receivable_minor)
      values (${tenant.id}, ${id}, 'PEN', 12050), (${tenant.id}, ${id}, 'CLP', 0)`),
  );
  const cases: [string, string[]][] = [
    ["owes=yes", ["Deudor"]],
    ["owes=no", ["Al día"]],
    ["balance=120.5..", ["Deudor"]],
    ["balance=120.51..", []],
    ["taxId=4567", ["Deudor"]],
  ];
  for (const [filters, expected] of cases) {
    const { items } = await listCustomers(owner, listPageInput.parse({ filters }));
    expect(items.map(({ name }) => name)).toEqual(expected);
  }
  const { items } = await listCustomers(owner, listPageInput.parse({ filters: "owes=yes" }));
  expect(items[0]?.balances).toEqual([
    { currency: "PEN", receivableMinor: 12_050, creditMinor: 0 },
  ]);
});
