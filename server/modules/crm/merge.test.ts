import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { listPageInput } from "@/server/modules/work/schema";
import { addAddress } from "./add-address";
import { addIdentity } from "./add-identity";
import { addNote } from "./add-note";
import { compareCustomers } from "./compare-customers";
import { createCustomer } from "./create-customer";
import { createTag } from "./create-tag";
import { findDuplicates } from "./find-duplicates";
import { getCustomer } from "./get-customer";
import { getDetails } from "./get-details";
import { listCustomers } from "./list-customers";
import { listDuplicates } from "./list-duplicates";
import { mergeCustomers } from "./merge-customers";
import { setTags } from "./set-tags";
import { unmergeCustomers } from "./unmerge-customers";
import { updateCustomer } from "./update-customer";

let tenant: TestTenant;
let owner: Ctx;
beforeEach(async () => {
  tenant = await mintTenant();
  ({ ctx: owner } = await mintStaff(tenant, "owner"));
});
const make = (name: string, over: Record<string, unknown> = {}) =>
  createCustomer(owner, { name, ...over });
const run = <R extends Record<string, unknown>>(query: ReturnType<typeof sql>) =>
  inTenant(tenant.ctx, async (tx) => (await tx.execute<R>(query)).rows);
const used = async () => {
  const [row] = await run<{ used: string }>(
    sql`select used from tenant_usage where tenant_id = ${tenant.id} and resource = 'customers'`,
  );
  return Number(row?.used);
};
/** An entry that makes the customer owe so much. */
const owe = async (customerId: string, amount: number) => {
  const entry = newId();
  await run(sql`insert into ledger_entries (id, tenant_id, on_day, kind, source_type, source_id)
    values (${entry}, ${tenant.id}, '2026-01-01', 'opening', 'test', ${entry})`);
  await run(sql`insert into ledger_legs (tenant_id, entry_id, account, customer_id, currency, amount_minor, base_minor)
    values (${tenant.id}, ${entry}, 'receivable', ${customerId}, 'PEN', ${amount}, ${amount}),
      (${tenant.id}, ${entry}, 'opening', ${customerId}, 'PEN', ${-amount}, ${-amount})`);
};
const invoice = (customerId: string) =>
  run(sql`insert into invoices (tenant_id, customer_id, kind, document_status, currency, net_minor, tax_minor, total_minor, open_minor, issued_on, due_on, recipient)
    values (${tenant.id}, ${customerId}, 'manual', 'draft', 'PEN', 100, 0, 100, 100, '2026-01-01', '2026-01-08', '{}')`);
const owners = async (table: string) =>
  (
    await run<{ customer_id: string }>(
      sql`select customer_id from ${sql.identifier(table)} where tenant_id = ${tenant.id} order by id`,
    )
  ).map((row) => row.customer_id);
const owed = async (customerId: string) => (await getCustomer(owner, { customerId })).balances;

describe("duplicates", () => {
  const ruc = { taxCountry: "PE", taxIdKind: "RUC", taxId: "20100047218" };

  test("are told while a customer is written: by tax id, mail, phone, and by name in the same city", async () => {
    await make("José Ñáñez", { city: "Lima", email: "j@x.demo", phone: "+51987654321", ...ruc });
    const signs = async (asked: Record<string, string>) =>
      (await findDuplicates(owner, asked))[0]?.signs;
    expect(await signs({ email: "J@x.demo" })).toEqual(["email"]);
    expect(await signs({ phone: "+51987654321" })).toEqual(["phone"]);
    expect(await signs({ ...ruc, taxId: "20-100047218" })).toEqual(["taxId"]);
    expect(await signs({ name: "jose nanez", city: "LIMA" })).toEqual(["name"]);
    expect(await signs({ name: "jose nanez", city: "Cusco" })).toBeUndefined();
    expect(await findDuplicates(owner, {})).toEqual([]);
  });

  test("are listed once each, the surest first; a phone of many is no sign", async () => {
    const a = await make("Ana Ríos", { city: "Lima", email: "ana@x.demo", ...ruc });
    const b = await make("Ana Rios", { city: "Lima", email: "ana@x.demo", ...ruc });
    await make("Pedro", { phone: "+51911111111" });
    await make("Luis", { phone: "+51911111111" });
    for (let n = 0; n < 9; n++) await make(`Torre ${n}`, { phone: "+51922222222" });
    const { pairs, total } = await listDuplicates(owner, {});
    expect(pairs.map(({ score, signs }) => [score, signs])).toEqual([
      [100, ["email", "name", "taxId"]],
      [35, ["phone"]],
    ]);
    expect(new Set([pairs[0]?.a.id, pairs[0]?.b.id])).toEqual(new Set([a.id, b.id]));
    expect(total).toBe(2);
  });
});

describe("a merge", () => {
  test("moves every row, takes the chosen fields, keeps one of each, and is undone to what was", async () => {
    const stays = await make("Ana", { email: "ana@x.demo", city: "Lima" });
    const goes = await make("Ana Ríos SAC", { email: "ana@x.demo", phone: "+51987654321" });
    const tag = await createTag(owner, { name: "VIP" });
    for (const { id } of [stays, goes]) await setTags(owner, { customerId: id, tagIds: [tag.id] });
    await addIdentity(owner, { customerId: goes.id, channel: "email", value: "dos@x.demo" });
    await addNote(owner, { customerId: goes.id, text: "paga los viernes" });
    for (const { id } of [stays, goes]) await addAddress(owner, { customerId: id, street: "x" });
    await invoice(goes.id);
    const before = [
      await getDetails(owner, { customerId: stays.id }),
      await getDetails(owner, { customerId: goes.id }),
    ];

    const { moves } = await compareCustomers(owner, { survivorId: stays.id, absorbedId: goes.id });
    expect(moves.find(({ table }) => table === "invoices")?.rows).toBe(1);
    const merged = await mergeCustomers(owner, {
      survivorId: stays.id,
      absorbedId: goes.id,
      take: ["name", "phone"],
    });
    expect(await used()).toBe(1);
    expect(await owners("invoices")).toEqual([stays.id]);
    const after = await getCustomer(owner, { customerId: stays.id });
    expect([after.name, after.phone, after.city]).toEqual(["Ana Ríos SAC", "+51987654321", "Lima"]);
    const details = await getDetails(owner, { customerId: stays.id });
    expect(details.identities.map(({ value, primary }) => [value, primary])).toEqual([
      ["ana@x.demo", true],
      ["dos@x.demo", false],
      ["+51987654321", true],
    ]);
    expect([details.notes.length, details.addresses.filter((one) => one.primary).length]).toEqual([
      1, 1,
    ]);
    const listed = await listCustomers(owner, listPageInput.parse({ search: "dos@x.demo" }));
    expect(listed.items.map(({ id }) => id)).toEqual([stays.id]);
    await expect(
      updateCustomer(owner, { customerId: goes.id, city: "Cusco" }),
    ).rejects.toMatchObject({ key: "customer_is_merged" });

    const back = await unmergeCustomers(owner, { mergeId: merged.mergeId });
    expect([back.id, back.archivedAt, back.mergedIntoId]).toEqual([goes.id, null, null]);
    expect(await used()).toBe(2);
    expect(await owners("invoices")).toEqual([goes.id]);
    expect(await getCustomer(owner, { customerId: stays.id })).toMatchObject({
      name: "Ana",
      phone: null,
    });
    expect([
      await getDetails(owner, { customerId: stays.id }),
      await getDetails(owner, { customerId: goes.id }),
    ]).toEqual(before);
    await expect(unmergeCustomers(owner, { mergeId: merged.mergeId })).rejects.toMatchObject({
      key: "merge_undone",
    });
  });

  test("moves what is owed by an entry that balances, and back by its reverse", async () => {
    const [stays, goes] = [await make("Ana"), await make("Ana dos")];
    await owe(stays.id, 1_000);
    await owe(goes.id, 2_550);
    const { mergeId } = await mergeCustomers(owner, { survivorId: stays.id, absorbedId: goes.id });
    const pen = (receivableMinor: number) => [{ currency: "PEN", receivableMinor, creditMinor: 0 }];
    expect([await owed(stays.id), await owed(goes.id)]).toEqual([pen(3_550), []]);
    await unmergeCustomers(owner, { mergeId });
    expect([await owed(stays.id), await owed(goes.id)]).toEqual([pen(1_000), pen(2_550)]);
  });

  test("is not undone when the books moved since, nor after thirty days, nor while a later one stands", async () => {
    const [a, b, c] = [await make("A"), await make("B"), await make("C")];
    await owe(b.id, 100);
    const first = await mergeCustomers(owner, { survivorId: a.id, absorbedId: b.id });
    const second = await mergeCustomers(owner, { survivorId: c.id, absorbedId: a.id });
    await expect(unmergeCustomers(owner, first)).rejects.toMatchObject({
      key: "customer_is_merged",
    });
    await unmergeCustomers(owner, second);
    const late = { ...owner, now: new Date(owner.now.getTime() + 31 * 86_400_000) };
    await expect(unmergeCustomers(late, first)).rejects.toMatchObject({ key: "merge_too_old" });
    await owe(a.id, 5);
    await expect(unmergeCustomers(owner, first)).rejects.toMatchObject({
      key: "merge_money_moved",
    });
  });

  test("leaves what was corrected since as it is", async () => {
    const [stays, goes] = [await make("Ana"), await make("Anita", { city: "Cusco" })];
    const { mergeId } = await mergeCustomers(owner, {
      survivorId: stays.id,
      absorbedId: goes.id,
      take: ["name", "city"],
    });
    await updateCustomer(owner, { customerId: stays.id, name: "Ana María" });
    await unmergeCustomers(owner, { mergeId });
    expect(await getCustomer(owner, { customerId: stays.id })).toMatchObject({
      name: "Ana María",
      city: "",
    });
  });

  test("of one customer with two at once happens once; with itself or while a run posts never", async () => {
    const [a, b, c] = [await make("A"), await make("B"), await make("C")];
    const both = await Promise.allSettled([
      mergeCustomers(owner, { survivorId: a.id, absorbedId: c.id }),
      mergeCustomers(owner, { survivorId: b.id, absorbedId: c.id }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await expect(
      mergeCustomers(owner, { survivorId: a.id, absorbedId: a.id }),
    ).rejects.toMatchObject({ key: "merge_same" });
    await run(
      sql`insert into billing_runs (tenant_id, bill_through, status) values (${tenant.id}, '2026-01-31', 'running')`,
    );
    await expect(
      mergeCustomers(owner, { survivorId: a.id, absorbedId: b.id }),
    ).rejects.toMatchObject({ key: "merge_billing_busy" });
  });

  test("is for those who may merge", async () => {
    const { ctx: agent } = await mintStaff(tenant, "agent");
    const [a, b] = [await make("A"), await make("B")];
    expect(() => mergeCustomers(agent, { survivorId: a.id, absorbedId: b.id })).toThrow(
      "forbidden",
    );
  });
});
