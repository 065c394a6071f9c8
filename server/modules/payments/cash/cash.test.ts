import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { proveBooks } from "@/server/modules/billing/statements/prove-books";
import { createCustomer } from "@/server/modules/crm/create-customer";
import { updateSettings } from "@/server/modules/tenants/update-settings";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { bouncePayment } from "../bounce-payment";
import { recordPayment } from "../record-payment";
import { refundMoney } from "../refund-money";
import { takeDeposit } from "../take-deposit";
import { approveShift } from "./approve-shift";
import { closeShift } from "./close-shift";
import { countShifts } from "./count-shifts";
import { getShift } from "./get-shift";
import { listShifts } from "./list-shifts";
import { moveCash } from "./move-cash";
import { openShift } from "./open-shift";
import { returnShift } from "./return-shift";
import { countCash } from "./rules/count-cash";
import { showDesk } from "./show-desk";

let tenant: TestTenant;
let owner: Ctx;
let carla: Ctx;
let customerId: string;
beforeEach(async () => {
  tenant = await mintTenant();
  ({ ctx: owner } = await mintStaff(tenant, "owner"));
  ({ ctx: carla } = await mintStaff(tenant, "agent"));
  customerId = (await createCustomer(owner, { name: "Rosa" })).id;
});

const all = { filters: "", search: "", sort: "" };
const pay = (who: Ctx, amountMinor: number, method: "cash" | "transfer" = "cash") =>
  recordPayment(who, { customerId, method, amountMinor });
const move = (who: Ctx, amountMinor: number, over: object = {}) =>
  moveCash(who, {
    ...{ kind: "withdrawal", currency: "PEN", amountMinor, reason: "al banco" },
    ...{ key: `key-${amountMinor}-x` },
    ...over,
  });
const expected = (shift: { sums: { currency: string; expectedMinor: number | null }[] }) =>
  shift.sums.find(({ currency }) => currency === "PEN")?.expectedMinor;
const set = (data: Record<string, unknown>) =>
  updateSettings(owner, { module: "receiving", version: 0, data });
const differences = async () => {
  const { rows } = await inTenant(owner, (tx) =>
    tx.execute(sql`select account, amount_minor::int as amount from ledger_legs l
      join ledger_entries e on e.tenant_id = l.tenant_id and e.id = l.entry_id
      where l.tenant_id = ${tenant.id} and e.kind = 'cashDifference' order by account`),
  );
  return rows;
};

describe("a shift", () => {
  test("gathers its person's cash and no one else's, gives out what leaves, and tells what should be there", async () => {
    const { id: shiftId } = await openShift(carla, { floatMinor: 5_000 });
    await pay(carla, 8_900);
    await pay(carla, 1_000, "transfer");
    await pay(owner, 7_700);
    await move(carla, 10_000);
    await move(carla, 10_000);
    const payment = await pay(carla, 2_000);
    await refundMoney(owner, {
      ...{ source: "payment", sourceId: payment.id, amountMinor: 500, method: "cash" },
      reason: "pagó de más",
    });
    const shift = await getShift(carla, { shiftId });
    expect(expected(shift)).toBe(5_900);
    expect(shift.movements.map(({ kind }) => kind).toSorted()).toEqual([
      ...["float", "payment", "payment", "withdrawal"],
    ]);
    await expect(move(carla, 5_901)).rejects.toMatchObject({ key: "cash_beyond_till" });
    const bad = await pay(carla, 4_000);
    await bouncePayment(owner, { paymentId: bad.id, reason: "billete falso" });
    expect(expected(await getShift(carla, { shiftId }))).toBe(5_900);
  });

  test("is one for each person and register, also when two are opened at once", async () => {
    await set({ registers: ["Caja 1"] });
    const tries = await Promise.allSettled([openShift(carla, {}), openShift(carla, {})]);
    expect(tries.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    await openShift(owner, { register: "Caja 1" });
    const { ctx: diego } = await mintStaff(tenant, "finance");
    expect((await showDesk(diego)).freeRegisters).toEqual([]);
    await expect(openShift(diego, { register: "Caja 1" })).rejects.toMatchObject({
      key: "cash_shift_open",
    });
    await expect(openShift(diego, { register: "Caja 9" })).rejects.toMatchObject({
      key: "cash_register_unknown",
    });
  });

  test("that lacks money tells so, and the books take the difference once a supervisor approves it", async () => {
    const { id: shiftId } = await openShift(carla, { floatMinor: 5_000 });
    await pay(carla, 8_900);
    await expect(closeShift(carla, { shiftId, counts: [] })).rejects.toMatchObject({
      key: "cash_count_missing",
    });
    const counts = [{ currency: "PEN", countedMinor: 13_650 }];
    const closed = await closeShift(carla, { shiftId, counts, note: "faltó vuelto" });
    expect(closed.sums).toEqual([{ currency: "PEN", expectedMinor: 13_900, countedMinor: 13_650 }]);
    expect(await differences()).toEqual([]);
    expect(() => approveShift(carla, { shiftId })).toThrow("forbidden");
    await Promise.all([approveShift(owner, { shiftId }), approveShift(owner, { shiftId })]);
    expect(await differences()).toEqual([
      { account: "cash", amount: -250 },
      { account: "cashDifference", amount: 250 },
    ]);
    expect(await proveBooks(owner)).toMatchObject({ ok: true });
  });

  test("that goes back is counted again; closed it takes no more cash", async () => {
    const { id: shiftId } = await openShift(carla, { floatMinor: 1_000 });
    const count = (countedMinor: number) =>
      closeShift(carla, { shiftId, counts: [{ currency: "PEN", countedMinor }] });
    await count(900);
    await pay(carla, 300);
    await expect(move(carla, 100)).rejects.toMatchObject({ key: "cash_no_shift" });
    await returnShift(owner, { shiftId, reason: "cuenta las monedas" });
    await count(1_000);
    await approveShift(owner, { shiftId });
    await expect(count(1_000)).rejects.toMatchObject({ key: "illegal_transition" });
    expect(await differences()).toEqual([]);
  });

  test("that goes back loses what bounced meanwhile: the books take it out once", async () => {
    const { id: shiftId } = await openShift(carla, {});
    const count = (countedMinor: number) =>
      closeShift(carla, { shiftId, counts: [{ currency: "PEN", countedMinor }] });
    const typo = await pay(carla, 10_000);
    await count(0);
    await returnShift(owner, { shiftId, reason: "ese pago no existió" });
    await bouncePayment(owner, { paymentId: typo.id, reason: "se registró por error" });
    await count(0);
    await approveShift(owner, { shiftId });
    expect(await differences()).toEqual([]);
  });

  test("takes a guarantee that is brought in cash, and no other, as it gives one back", async () => {
    await openShift(carla, {});
    const key = "deposit-key";
    const given = { customerId, amountMinor: 5_000, method: "cash", key } as const;
    const [{ id: sourceId }] = [await takeDeposit(carla, given), await takeDeposit(carla, given)];
    await takeDeposit(carla, { ...given, method: "transfer", key: "another-key" });
    const till = async () => expected((await showDesk(carla)).shift ?? { sums: [] });
    expect(await till()).toBe(5_000);
    const { ctx: diego } = await mintStaff(tenant, "finance");
    await openShift(diego, { floatMinor: 5_000 });
    const back = { source: "deposit", sourceId, amountMinor: 5_000, method: "cash" } as const;
    await refundMoney(diego, { ...back, reason: "se va" });
    expect(expected((await showDesk(diego)).shift ?? { sums: [] })).toBe(0);
    expect(await proveBooks(owner)).toMatchObject({ ok: true });
  });

  test("moves cash once for a key, and says so when the key stands for another move", async () => {
    await openShift(carla, { floatMinor: 5_000 });
    await move(carla, 1_000, { key: "same-key-x" });
    await move(carla, 1_000, { key: "same-key-x" });
    await expect(move(carla, 2_000, { key: "same-key-x" })).rejects.toMatchObject({
      key: "cash_key_reused",
    });
    expect(expected((await showDesk(carla)).shift ?? { sums: [] })).toBe(4_000);
  });

  test("of payments and a close at the same time loses none: each is counted, or came after", async () => {
    const { id: shiftId } = await openShift(carla, {});
    const counts = [{ currency: "PEN", countedMinor: 0 }];
    await Promise.all([
      ...Array.from({ length: 4 }, () => pay(carla, 1_000)),
      closeShift(carla, { shiftId, counts }),
    ]);
    const shift = await getShift(owner, { shiftId });
    const gathered = shift.movements.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    expect(expected(shift)).toBe(gathered);
  });
});

describe("what a company can want", () => {
  test("cash only with an open shift: without one it is refused, and other money is not", async () => {
    await pay(carla, 100);
    await set({ cashNeedsShift: true });
    await expect(pay(carla, 200)).rejects.toMatchObject({ key: "cash_shift_required" });
    await pay(carla, 300, "transfer");
    await openShift(carla, {});
    await pay(carla, 400);
  });

  test("a blind count: who counts is not told what should be there, who supervises is", async () => {
    await set({ blindCount: true });
    const { id: shiftId } = await openShift(carla, { floatMinor: 5_000 });
    expect(expected(await getShift(carla, { shiftId }))).toBeNull();
    expect(expected((await listShifts(carla, { ...all, limit: 5 })).items[0] ?? { sums: [] })).toBe(
      null,
    );
    expect(expected(await getShift(owner, { shiftId }))).toBe(5_000);
    const counts = [{ currency: "PEN", countedMinor: 5_000 }];
    expect(await closeShift(carla, { shiftId, counts })).toMatchObject({ blind: true });
  });
});

test("a person sees their own shifts, nobody counts or approves what is not theirs to, and another company sees none", async () => {
  const { ctx: diego } = await mintStaff(tenant, "finance");
  const { id: shiftId } = await openShift(diego, {});
  const counts = [{ currency: "PEN", countedMinor: 0 }];
  expect((await countShifts(carla, all)).count).toBe(0);
  await expect(getShift(carla, { shiftId })).rejects.toMatchObject({ key: "not_found" });
  await expect(closeShift(owner, { shiftId, counts })).rejects.toMatchObject({
    key: "cash_not_own",
  });
  await closeShift(diego, { shiftId, counts });
  await expect(approveShift(diego, { shiftId })).rejects.toMatchObject({ key: "cash_own_shift" });
  const { ctx: stranger } = await mintStaff(await mintTenant(), "owner");
  await expect(approveShift(stranger, { shiftId })).rejects.toMatchObject({ key: "not_found" });
});

test("a count names every currency once, and what nobody expected too", () => {
  const sums = [
    { currency: "PEN", expectedMinor: 100 },
    { currency: "USD", expectedMinor: 0 },
  ];
  expect(countCash(sums, [{ currency: "PEN", countedMinor: 90 }])).toEqual([
    { currency: "PEN", expectedMinor: 100, countedMinor: 90 },
    { currency: "USD", expectedMinor: 0, countedMinor: 0 },
  ]);
  const twice = [
    { currency: "PEN", countedMinor: 1 },
    { currency: "PEN", countedMinor: 2 },
  ];
  expect(() => countCash(sums, twice)).toThrow("cash_count_twice");
});
