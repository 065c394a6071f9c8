import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import type { JobDelivery } from "@/server/jobs/define-job";
import { addDays, dayIn } from "@/server/kernel/day";
import { newId } from "@/server/kernel/ids";
import { getTask } from "@/server/modules/work/get-task";
import { runTask } from "@/server/modules/work/run-task";
import { listPageInput } from "@/server/modules/work/schema";
import { undoTask } from "@/server/modules/work/undo-task";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { archiveItem } from "./archive-item";
import { createItem } from "./create-item";
import { getItem } from "./get-item";
import { listItems } from "./list-items";
import { plans } from "./plans";
import { createBook } from "./prices/create-book";
import { ensureDefaultBook } from "./prices/ensure-default-book";
import { listPrices } from "./prices/list-prices";
import { previewChange } from "./prices/preview-change";
import { removePrice } from "./prices/remove-price";
import type { PriceChange } from "./prices/schema";
import { setPrice } from "./prices/set-price";
import { startChange } from "./prices/start-change";
import { updateBook } from "./prices/update-book";
import { setFxRate } from "./rates/set-fx-rate";
import { restoreItem } from "./restore-item";
import type { CreateItemInput } from "./schema";
import { startItemBulk } from "./start-item-bulk";
import { ensureTaxDefaults } from "./taxes/ensure-tax-defaults";
import { listTaxClasses } from "./taxes/list-tax-classes";
import { removeTaxRate } from "./taxes/remove-tax-rate";
import { setTaxRate } from "./taxes/set-tax-rate";
import { updateTaxClass } from "./taxes/update-tax-class";
import { updateItem } from "./update-item";

let tenant: TestTenant;
let owner: Ctx;
let today: string;
beforeEach(async () => {
  tenant = await mintTenant();
  ({ ctx: owner } = await mintStaff(tenant, "owner"));
  today = dayIn("America/Lima", owner.now);
});

const network = { downKbps: 100_000, upKbps: 50_000 };
let codes = 0;
const make = async (over: Partial<CreateItemInput> = {}, ctx = owner) =>
  createItem(ctx, {
    ...{ code: `P-${codes++}`, name: "Fibra 100", kind: "subscription", niche: "internet" },
    ...{ network, price: "89.90" },
    ...over,
  } as CreateItemInput);
const bookId = async () => (await inTenant(owner, (tx) => ensureDefaultBook(owner, tx))).id;
const work = (taskId: string) =>
  runTask.handle(tenant.ctx, { taskId }, {
    ...{ name: runTask.name, jobId: newId(), attempt: 1, timeoutMs: 60_000 },
    signal: new AbortController().signal,
    deadline: new Date(Date.now() + 60_000),
  } satisfies JobDelivery);
const eventsOf = async (name: string) => {
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute<{ body: string }>(
      sql`select body from events where tenant_id = ${tenant.id} and name = ${name} order by seq`,
    ),
  );
  return rows.map(({ body }) => (JSON.parse(body) as { payload: unknown }).payload);
};
const serve = (itemId: string, over: { state?: string } = {}) =>
  inTenant(tenant.ctx, async (tx) => {
    const customer = newId();
    await tx.execute(sql`insert into customers (id, tenant_id, number, kind, name, locale, status)
      values (${customer}, ${tenant.id}, ${codes++}, 'person', 'Rosa', 'es', 'active')`);
    await tx.execute(sql`insert into services (tenant_id, number, customer_id, item_id, state, currency, billing_mode, anchor_day)
      values (${tenant.id}, ${codes++}, ${customer}, ${itemId}, ${over.state ?? "active"}, 'PEN', 'prepaid', 1)`);
  });

describe("items", () => {
  test("a plan is born with its country's tax, its price from today, and the fact of both", async () => {
    const plan = await make({ code: "fibra-100" });
    expect(plan).toMatchObject({
      ...{ code: "FIBRA-100", taxCode: "IGV", taxRate: "18", services: 0 },
      price: { amount: "89.9", currency: "PEN", taxIncluded: true, from: today },
      network: { downKbps: 100_000, contention: 1, capGb: null },
    });
    expect(await eventsOf("catalogItem.created")).toEqual([
      { code: "FIBRA-100", kind: "subscription", origin: "staff" },
    ]);
    expect(await eventsOf("price.set")).toMatchObject([{ amount: "89.9", previous: null }]);
  });

  test("ten made at once share one set of taxes and one default book", async () => {
    await Promise.all(Array.from({ length: 10 }, () => make()));
    const classes = await listTaxClasses(owner);
    expect(classes.map(({ code }) => code)).toEqual(["IGV", "EXO", "INA"]);
    expect(
      new Set((await listItems(owner, listPageInput.parse({}))).items.map((i) => i.taxClassId))
        .size,
    ).toBe(1);
  });

  test("what does not hold together is refused beside its field", async () => {
    const refused = async (over: Partial<CreateItemInput>) =>
      make(over).then(
        () => null,
        (error: { fields?: object }) => error.fields,
      );
    expect(await refused({ network: null })).toEqual({ network: "speed_required" });
    expect(await refused({ kind: "bundle", niche: "other" })).toEqual({ parts: "parts_required" });
    expect(await refused({ cost: "10" })).toEqual({ costCurrency: "currency_unknown" });
    expect(await refused({ taxClassId: newId() })).toEqual({ taxClassId: "reference_unknown" });
    expect(await refused({ businessUnitId: newId() })).toEqual({
      businessUnitId: "reference_unknown",
    });
    const { code } = await make();
    expect(await refused({ code })).toEqual({ code: "item_code_taken" });
  });

  test("an update says what changed; the same again says nothing", async () => {
    const { id } = await make();
    const updated = await updateItem(owner, { itemId: id, name: "Fibra 200" });
    expect(updated.name).toBe("Fibra 200");
    await updateItem(owner, { itemId: id, name: "Fibra 200" });
    expect(await eventsOf("catalogItem.updated")).toEqual([
      { before: { name: "Fibra 100" }, after: { name: "Fibra 200" } },
    ]);
  });

  test("it is not archived while services run with it, unless they may go on; ended ones do not count", async () => {
    const { id } = await make();
    await serve(id, { state: "terminated" });
    await serve(id);
    const asked = archiveItem(owner, { itemId: id });
    await expect(asked).rejects.toMatchObject({ key: "item_in_use", params: { count: 1 } });
    const archived = await archiveItem(owner, { itemId: id, keepServices: true });
    expect(archived).toMatchObject({ services: 1, archivedAt: expect.any(String) });
    expect((await listItems(owner, listPageInput.parse({}))).items).toEqual([]);
    expect((await restoreItem(owner, { itemId: id })).archivedAt).toBeNull();
  });

  test("a bundle keeps its parts from being archived, and a bundle holds no bundle", async () => {
    const part = await make();
    const bundle = await make({
      ...{ kind: "bundle", niche: "other", network: null, name: "Dúo" },
      parts: [{ itemId: part.id, quantity: "1" }],
    });
    expect(bundle.parts).toEqual([{ itemId: part.id, quantity: "1", name: "Fibra 100" }]);
    const asked = archiveItem(owner, { itemId: part.id });
    await expect(asked).rejects.toMatchObject({ key: "item_in_bundle" });
    const nested = make({
      ...{ kind: "bundle", niche: "other", network: null },
      parts: [{ itemId: bundle.id, quantity: "1" }],
    });
    await expect(nested).rejects.toMatchObject({ key: "reference_unknown" });
  });

  test("who does not manage the catalogue sees prices, not costs; a technician changes nothing", async () => {
    const { id } = await make({ cost: "40", costCurrency: "PEN", marginFloor: "20" });
    const { ctx: technician } = await mintStaff(tenant, "technician");
    expect(await getItem(technician, { itemId: id })).toMatchObject({
      ...{ cost: null, costCurrency: null, marginFloor: null },
      price: { amount: "89.9" },
    });
    expect((await listPrices(technician, { itemId: id }))[0]?.margin).toBeNull();
    expect(() => updateItem(technician, { itemId: id, name: "x" })).toThrow("forbidden");
  });

  test("a product is no plan under /plans", async () => {
    const product = await make({ kind: "product", niche: "other", network: null });
    await expect(plans.get(owner, { itemId: product.id })).rejects.toMatchObject({
      key: "not_found",
    });
    expect((await plans.list(owner, listPageInput.parse({}))).items).toEqual([]);
  });

  test("archived in bulk, what is in use stays and says so; undone, the others are back", async () => {
    const used = await make({ name: "A" });
    const free = await make({ name: "B" });
    await serve(used.id);
    const task = await startItemBulk(owner, {
      selection: { mode: "ids", ids: [used.id, free.id] },
      change: { action: "archive" },
    });
    await work(task.id);
    expect(await getTask(owner, { taskId: task.id })).toMatchObject({ done: 1, failed: 1 });
    expect((await getItem(owner, { itemId: free.id })).archivedAt).not.toBeNull();
    await undoTask(owner, { taskId: task.id });
    await work(task.id);
    expect((await getItem(owner, { itemId: free.id })).archivedAt).toBeNull();
  });
});

describe("prices", () => {
  test("coming, current and past prices stand beside each other; only a coming one is removed", async () => {
    const { id: itemId } = await make();
    const priceBookId = await bookId();
    const later = addDays(today, 30);
    await setPrice(owner, { itemId, priceBookId, amount: "99.9", validFrom: later });
    const all = await listPrices(owner, { itemId });
    expect(all.map(({ amount, state }) => [amount, state])).toEqual([
      ["99.9", "coming"],
      ["89.9", "current"],
    ]);
    const [coming, current] = all;
    const began = removePrice(owner, { priceId: current?.id ?? "" });
    await expect(began).rejects.toMatchObject({ key: "price_began" });
    expect(await removePrice(owner, { priceId: coming?.id ?? "" })).toHaveLength(1);
    const past = setPrice(owner, {
      itemId,
      priceBookId,
      amount: "1",
      validFrom: addDays(today, -1),
    });
    await expect(past).rejects.toMatchObject({ key: "price_past" });
  });

  test("an item's first price in a book may have begun before today", async () => {
    const { id: itemId } = await make({ price: null });
    const priceBookId = await bookId();
    const [price] = await setPrice(owner, {
      itemId,
      priceBookId,
      amount: "50",
      validFrom: "2020-01-01",
    });
    expect(price).toMatchObject({ amount: "50", state: "current" });
  });

  test("a price below the floor is refused until it is meant, in another currency too", async () => {
    const { id: itemId } = await make({ cost: "15", costCurrency: "USD", marginFloor: "20" });
    const priceBookId = await bookId();
    await setFxRate(owner, { currency: "USD", onDay: today, rate: "4" });
    // 84.96 with 18 % inside is 72 without; less 60 leaves 16.67 %.
    const price = { itemId, priceBookId, amount: "84.96", validFrom: today };
    await expect(setPrice(owner, price)).rejects.toMatchObject({
      key: "price_below_floor",
      params: { margin: "16.67", floor: "20" },
    });
    const [set] = await setPrice(owner, { ...price, belowFloor: true });
    expect(set).toMatchObject({ amount: "84.96", margin: "16.67" });
  });

  test("a book with prices keeps its currency; the default is not archived but replaced", async () => {
    await make();
    const priceBookId = await bookId();
    const change = updateBook(owner, { priceBookId, currency: "USD" });
    await expect(change).rejects.toMatchObject({ key: "book_has_prices" });
    const archive = updateBook(owner, { priceBookId, archived: true });
    await expect(archive).rejects.toMatchObject({ key: "book_is_default" });
    const other = await createBook(owner, { name: "Empresas", currency: "USD", isDefault: true });
    expect(other.isDefault).toBe(true);
    expect(await bookId()).toBe(other.id);
    expect((await updateBook(owner, { priceBookId, archived: true })).archivedAt).not.toBeNull();
  });
});

describe("many prices at once", () => {
  test("the dry run says what the run then does; undone, the old prices hold again", async () => {
    const a = await make({ name: "A", price: "89.90" });
    const b = await make({
      name: "B",
      price: "120",
      cost: "110",
      costCurrency: "PEN",
      marginFloor: "10",
    });
    await serve(a.id);
    const change: PriceChange = {
      priceBookId: await bookId(),
      validFrom: addDays(today, 10),
      by: "percent",
      value: "10",
      rounding: "x.90",
    };
    const preview = await previewChange(owner, change);
    expect(preview).toMatchObject({ count: 2, services: 1, belowFloor: 1, monthlyMinor: 900 });
    expect(preview.lines.map(({ was, amount, belowFloor }) => [was, amount, belowFloor])).toEqual([
      ["89.9", "98.9", false],
      ["120", "131.9", true],
    ]);
    const task = await startChange(owner, change);
    await work(task.id);
    expect(await getTask(owner, { taskId: task.id })).toMatchObject({ done: 1, failed: 1 });
    const [coming] = await listPrices(owner, { itemId: a.id });
    expect(coming).toMatchObject({ amount: "98.9", state: "coming" });
    expect(await listPrices(owner, { itemId: b.id })).toHaveLength(1);
    await undoTask(owner, { taskId: task.id });
    await work(task.id);
    expect(await listPrices(owner, { itemId: a.id })).toMatchObject([{ amount: "89.9" }]);
  });

  test("from today it replaces today's price, and undo puts that back; a price changed since is left", async () => {
    const a = await make({ price: "100" });
    const priceBookId = await bookId();
    const change = { priceBookId, validFrom: today, by: "amount", value: "-5" } as const;
    const stale = await startChange(owner, change);
    await setPrice(owner, { itemId: a.id, priceBookId, amount: "101", validFrom: today });
    await work(stale.id);
    expect(await getTask(owner, { taskId: stale.id })).toMatchObject({ done: 0, failed: 1 });
    const task = await startChange(owner, change);
    await work(task.id);
    expect(await listPrices(owner, { itemId: a.id })).toMatchObject([{ amount: "96" }]);
    await undoTask(owner, { taskId: task.id });
    await work(task.id);
    expect(await listPrices(owner, { itemId: a.id })).toMatchObject([{ amount: "101" }]);
    await expect(
      startChange(owner, { ...change, validFrom: addDays(today, -1) }),
    ).rejects.toMatchObject({
      key: "price_past",
    });
  });
});

describe("taxes", () => {
  test("a dated change of the rate holds from its day, and can be taken back before it", async () => {
    await inTenant(owner, (tx) => ensureTaxDefaults(owner, tx));
    const [igv] = await listTaxClasses(owner);
    const taxClassId = igv?.id ?? "";
    const change = { taxClassId, rate: "17", validFrom: addDays(today, 60), source: "Ley 99999" };
    const changed = await setTaxRate(owner, change);
    expect(changed.rates.map(({ rate, state }) => [rate, state])).toEqual([
      ["17", "coming"],
      ["18", "current"],
      ["19", "past"],
    ]);
    const past = setTaxRate(owner, { ...change, validFrom: addDays(today, -1) });
    await expect(past).rejects.toMatchObject({ key: "tax_rate_past" });
    const began = removeTaxRate(owner, { taxRateId: changed.rates[1]?.id ?? "" });
    await expect(began).rejects.toMatchObject({ key: "price_began" });
    const back = await removeTaxRate(owner, { taxRateId: changed.rates[0]?.id ?? "" });
    expect(back.rates).toHaveLength(2);
  });

  test("the usual class is not archived, nor one that an item bears", async () => {
    await make();
    const [igv, exempt] = await listTaxClasses(owner);
    const archive = (taxClassId = "") => updateTaxClass(owner, { taxClassId, archived: true });
    await expect(archive(igv?.id)).rejects.toMatchObject({ key: "tax_class_is_default" });
    await updateTaxClass(owner, { taxClassId: exempt?.id ?? "", isDefault: true });
    await expect(archive(igv?.id)).rejects.toMatchObject({ key: "tax_class_in_use" });
  });
});
