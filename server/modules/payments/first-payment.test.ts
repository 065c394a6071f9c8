import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { proveBooks } from "@/server/modules/billing/statements/prove-books";
import { activateService } from "@/server/modules/subscriptions/activate-service";
import { createService } from "@/server/modules/subscriptions/create-service";
import { getService } from "@/server/modules/subscriptions/get-service";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { playRun } from "@/server/testing/billing-run/play-run";
import { mintPlan, mintServiceScene, type ServiceScene } from "@/server/testing/service-scene";
import { mintStaff } from "@/server/testing/tenant";
import { bouncePayment } from "./bounce-payment";
import { recordPayment } from "./record-payment";
import { firstPaid } from "./rules/first-payment";

let scene: ServiceScene;
beforeEach(async () => {
  scene = await mintServiceScene({ setupFee: "50" });
});

const on = (day: string): Ctx => ({ ...scene.owner, now: new Date(`${day}T17:00:00Z`) });
const wait = (over: object = {}) =>
  createService(on("2026-03-10"), {
    ...{ customerId: scene.customerId, itemId: scene.itemId, gate: "payment", ...over },
  });
const pay = (amountMinor: number, day = "2026-03-12", over = {}) =>
  recordPayment(on(day), {
    ...{ customerId: scene.customerId, method: "cash", amountMinor, ...over },
  });
const stateOf = async (serviceId: string) => (await getService(scene.owner, { serviceId })).state;
const facts = async (name: string) =>
  (
    await inTenant(scene.tenant.ctx, (tx) =>
      tx.execute<{ actor: string }>(
        sql`select body::jsonb -> 'actor' ->> 'kind' as actor from events where name = ${name}`,
      ),
    )
  ).rows;

describe("a service that waits for its first payment", () => {
  test("begins on the day of the payment that covers setup and first period; the next run bills it and the credit pays", async () => {
    const { id } = await wait();
    expect(await stateOf(id)).toBe("pendingPayment");
    await pay(16_799);
    expect(await stateOf(id)).toBe("pendingPayment");
    await pay(1, "2026-03-14");
    expect(await getService(scene.owner, { serviceId: id })).toMatchObject({
      ...{ state: "active", startedOn: "2026-03-14", holds: [], desired: "on" },
      nextPeriodOn: "2026-03-14",
    });
    expect(await facts("service.activated")).toEqual([{ actor: "system" }]);
    await playRun(on("2026-03-14"));
    const { rows } = await inTenant(scene.tenant.ctx, (tx) =>
      tx.execute(sql`select sum(open_minor)::int as open, count(*)::int as n from invoices`),
    );
    expect(rows).toEqual([{ open: 0, n: 1 }]);
    expect(await proveBooks(scene.owner)).toMatchObject({ ok: true });
  });

  test("begins when the invoice of its setup is paid whole, not in part", async () => {
    const { id } = await wait();
    await playRun(on("2026-03-11"));
    await pay(4_999);
    expect(await stateOf(id)).toBe("pendingPayment");
    await pay(1, "2026-03-13");
    expect(await getService(scene.owner, { serviceId: id })).toMatchObject({
      ...{ state: "active", startedOn: "2026-03-13" },
    });
  });

  test("does not begin with another customer's money, in another currency, nor with what a sum already began", async () => {
    const [one, two] = [await wait(), await wait()];
    const other = newId();
    await inTenant(scene.tenant.ctx, (tx) =>
      tx.execute(
        sql`insert into customers (id, tenant_id, number, name) values (${other}, ${scene.tenant.id}, 2, 'Luz')`,
      ),
    );
    await inTenant(scene.tenant.ctx, (tx) =>
      tx.execute(sql`insert into fx_rates (tenant_id, currency, on_day, rate, source)
        values (${scene.tenant.id}, 'USD', '2026-03-12', 3.7, 'manual')`),
    );
    await pay(99_000, "2026-03-12", { customerId: other });
    await pay(99_000, "2026-03-12", { currency: "USD" });
    expect([await stateOf(one.id), await stateOf(two.id)]).toEqual([
      "pendingPayment",
      "pendingPayment",
    ]);
    await pay(16_800);
    expect([await stateOf(one.id), await stateOf(two.id)]).toEqual(["active", "pendingPayment"]);
  });

  test("stays on when that payment bounces: its debt climbs the ladder; nothing begins twice", async () => {
    const { id } = await wait();
    const paid = await pay(16_800);
    await bouncePayment(on("2026-03-13"), { paymentId: paid.id, reason: "cheque sin fondos" });
    expect(await stateOf(id)).toBe("active");
    await pay(16_800, "2026-03-14");
    expect(await facts("service.activated")).toHaveLength(1);
  });

  test("with an installation still to come waits for that alone, and again for both when the money went back", async () => {
    const { id } = await wait({ gate: "both" });
    const holds = async () => (await getService(scene.owner, { serviceId: id })).holds;
    const paid = await pay(16_800);
    expect([await stateOf(id), await holds()]).toEqual(["pendingInstall", ["install"]]);
    await bouncePayment(on("2026-03-13"), { paymentId: paid.id, reason: "cheque sin fondos" });
    expect(await holds()).toEqual(["install", "payment"]);
    await pay(16_800, "2026-03-14");
    expect(await holds()).toEqual(["install"]);
    expect(await activateService(on("2026-03-16"), { serviceId: id })).toMatchObject({
      ...{ state: "active", startedOn: "2026-03-16", holds: [] },
    });
  });

  test("begins for whoever may take money, though they may not begin services", async () => {
    const { ctx: finance } = await mintStaff(scene.tenant, "finance");
    const { id } = await wait();
    await recordPayment(
      { ...finance, now: on("2026-03-12").now },
      { customerId: scene.customerId, method: "cash", amountMinor: 16_800 },
    );
    expect(await stateOf(id)).toBe("active");
  });

  test("paid afterwards and charged nothing at first begins with the price of a period; without a price the payment stands all the same", async () => {
    const later = await mintPlan(scene, { mode: "postpaid", price: "40" });
    const { id } = await wait({ itemId: later });
    const free = await wait({ itemId: await mintPlan(scene, { mode: "postpaid", price: "41" }) });
    await inTenant(scene.tenant.ctx, (tx) =>
      tx.execute(sql`delete from prices where tenant_id = ${scene.tenant.id} and amount = 41`),
    );
    await pay(4_000);
    expect([await stateOf(id), await stateOf(free.id)]).toEqual(["active", "pendingPayment"]);
  });

  test("ten payments at once begin it once", async () => {
    const { id } = await wait();
    await Promise.all(Array.from({ length: 10 }, () => pay(1_680)));
    expect(await stateOf(id)).toBe("active");
    expect(await facts("service.activated")).toHaveLength(1);
    expect(await proveBooks(scene.owner)).toMatchObject({ ok: true });
  });
});

test("credit counts once, in order; what is not known, or claimed and open, does not begin", () => {
  const of = (id: string, expectedMinor: number | null, claimed = "nothing" as const) => ({
    ...{ id, currency: "PEN", claimed, expectedMinor },
  });
  const list = [
    of("a", 60),
    of("b", 60),
    of("c", 40),
    of("d", null),
    { ...of("e", 0), claimed: "open" as const },
    { ...of("f", 900), claimed: "paid" as const },
  ];
  expect(firstPaid(list, new Map([["PEN", 100]]))).toEqual(["a", "c", "f"]);
});
