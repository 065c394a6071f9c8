import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { customerTimeline } from "@/server/modules/crm/customer-timeline";
import { recordPayment } from "@/server/modules/payments/record-payment";
import { changeOwnPlan, previewOwnPlan } from "@/server/modules/subscriptions/own/change-own-plan";
import { listPlanOffers } from "@/server/modules/subscriptions/own/list-plan-offers";
import { ownActions } from "@/server/modules/subscriptions/own/own-actions";
import {
  pauseOwnService,
  resumeOwnService,
} from "@/server/modules/subscriptions/own/pause-own-service";
import { pauseService } from "@/server/modules/subscriptions/pause-service";
import { createService } from "@/server/modules/subscriptions/create-service";
import { placeHolds } from "@/server/modules/subscriptions/hold-services";
import { updateSettings } from "@/server/modules/tenants/update-settings";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintPlan, mintServiceScene, type ServiceScene } from "@/server/testing/service-scene";
import { listOwnServices } from "../account/list-own-services";
import { listOwnHistory } from "./list-own-history";
import { ownPromiseTerms, promiseOwn } from "./own-promise";

let scene: ServiceScene;
let serviceId: string;
let invoices = 0;
const day = (on: string) => new Date(`${on}T17:00:00Z`);
const rosa = (on = "2026-03-10"): Ctx => ({
  ...scene.tenant.ctx,
  actor: { kind: "customer", customerId: scene.customerId, sessionId: newId() },
  now: day(on),
});
const other = (): Ctx => ({
  ...rosa(),
  actor: { kind: "customer", customerId: newId(), sessionId: newId() },
});
const staff = (on = "2026-03-10"): Ctx => ({ ...scene.owner, now: day(on) });
let version = 0;
const allow = async (data: Record<string, unknown>) => {
  await updateSettings(scene.owner, { module: "selfService", version, data });
  version += 1;
};
const rows = async <T extends Record<string, unknown>>(query: ReturnType<typeof sql>) =>
  (await inTenant(scene.tenant.ctx, (tx) => tx.execute<T>(query))).rows;
const owe = (dueOn: string, total = 11_800) =>
  inTenant(scene.tenant.ctx, async (tx) => {
    const id = newId();
    await tx.execute(sql`insert into invoices (id, tenant_id, customer_id, kind, number, full_number, document_status, currency,
        net_minor, tax_minor, total_minor, open_minor, issued_on, due_on, recipient)
      values (${id}, ${scene.tenant.id}, ${scene.customerId}, 'recurring', ${++invoices}, ${`NV01-${invoices}`}, 'finalized', 'PEN',
        ${total}, 0, ${total}, ${total}, '2026-02-20', ${dueOn}, '{}')`);
    await tx.execute(sql`insert into invoice_lines (tenant_id, invoice_id, position, kind, service_id, description, quantity,
        unit_price, tax_rate, tax_code, net_minor, tax_minor, total_minor)
      values (${scene.tenant.id}, ${id}, 0, 'recurring', ${serviceId}, 'Fibra', 1, 118, 0, 'IGV', ${total}, 0, ${total})`);
  });
const cut = () =>
  inTenant(staff(), (tx) =>
    placeHolds(staff(), tx, { serviceIds: [serviceId], reason: "debt", note: "" }),
  );
const mine = async (ctx = rosa()) => (await listOwnServices(ctx))[0];

beforeEach(async () => {
  [version, invoices] = [0, 0];
  scene = await mintServiceScene();
  const { customerId, itemId } = scene;
  ({ id: serviceId } = await createService(staff("2026-03-01"), { customerId, itemId }));
});

describe("a promise from the portal", () => {
  test("lifts the hold by the ladder's own terms, once, and stands in the staff's timeline", async () => {
    await owe("2026-03-01");
    await cut();
    expect(await mine()).toMatchObject({ owedMinor: 11_800, owedCurrency: "PEN", holds: ["debt"] });
    expect(await ownPromiseTerms(rosa())).toMatchObject({
      debtMinor: 11_800,
      lastDay: "2026-03-17",
    });
    await promiseOwn(rosa(), { dueOn: "2026-03-14" });
    expect(await mine()).toMatchObject({ holds: [], promiseUntil: "2026-03-14" });
    expect(await ownPromiseTerms(rosa())).toMatchObject({
      ...{ refusal: "promise_open_already", promisedUntil: "2026-03-14" },
    });
    const again = promiseOwn(rosa(), { dueOn: "2026-03-14" });
    await expect(again).rejects.toMatchObject({ key: "promise_open_already" });
    const { items } = await customerTimeline(scene.owner, { customerId: scene.customerId });
    const said = items.find(({ name }) => name === "promise.granted");
    expect(said?.actor).toMatchObject({ kind: "customer" });
  });

  test("is refused beyond the terms, where nothing is owed, and where the company does not let them", async () => {
    expect(await ownPromiseTerms(rosa())).toBeNull();
    await owe("2026-03-01");
    const late = promiseOwn(rosa(), { dueOn: "2026-04-20" });
    await expect(late).rejects.toMatchObject({ key: "promise_too_long" });
    await allow({ promises: false });
    expect(await ownPromiseTerms(rosa())).toBeNull();
    const off = promiseOwn(rosa(), { dueOn: "2026-03-14" });
    await expect(off).rejects.toMatchObject({ key: "self_service_off" });
  });
});

describe("another plan from the portal", () => {
  const dearer = () => mintPlan(scene, { code: "FIBRA-300", price: "236.00" });

  test("is asked of the staff by default: one wish however often, nothing changed, told to who decides", async () => {
    const itemId = await dearer();
    expect(await listPlanOffers(rosa(), { serviceId })).toMatchObject([
      { itemId, name: "FIBRA-300", priceMinor: 23_600 },
    ]);
    for (const ctx of [rosa(), rosa(), rosa()]) await changeOwnPlan(ctx, { serviceId, itemId });
    expect(await mine()).toMatchObject({ plan: "Fibra 100" });
    expect(await ownActions(rosa(), { serviceId })).toMatchObject({
      asked: { itemName: "FIBRA-300", onDay: "2026-03-10" },
      planChange: "request",
    });
    const wishes = sql`select count(*)::int as n from events where name = 'service.planChangeAsked'`;
    expect(await rows(wishes)).toEqual([{ n: 1 }]);
    expect(
      await rows(sql`select kind, href from staff_notifications where kind = 'plan_change_asked'`),
    ).toEqual([{ kind: "plan_change_asked", href: `/services/${serviceId}` }]);
  });

  test("holds at once where the company says so, as the preview said; a cheaper one waits for the period's end", async () => {
    await allow({ planChange: "immediate" });
    const itemId = await dearer();
    const cheap = await mintPlan(scene, { code: "FIBRA-50", price: "59.00" });
    expect(await previewOwnPlan(rosa(), { serviceId, itemId })).toMatchObject({
      ...{ when: "now", toItem: "FIBRA-300", toPriceMinor: 23_600 },
    });
    await changeOwnPlan(rosa(), { serviceId, itemId });
    expect(await mine()).toMatchObject({ plan: "FIBRA-300" });
    for (const ctx of [rosa(), rosa()]) await changeOwnPlan(ctx, { serviceId, itemId: cheap });
    const { waiting } = await ownActions(rosa(), { serviceId });
    expect([waiting?.itemName, (await mine())?.plan]).toEqual(["FIBRA-50", "FIBRA-300"]);
    expect(
      await rows(sql`select status from service_changes where kind = 'plan' order by id`),
    ).toEqual([{ status: "done" }, { status: "waiting" }]);
  });

  test("is only what is offered, of one's own service, and nothing where the company does not let them", async () => {
    const itemId = await dearer();
    const annual = await mintPlan(scene, { code: "ANUAL", intervalMonths: 12 });
    await allow({ planChange: "immediate", plans: [annual] });
    const unknown = changeOwnPlan(rosa(), { serviceId, itemId });
    await expect(unknown).rejects.toMatchObject({ key: "plan_unknown" });
    expect(await listPlanOffers(rosa(), { serviceId })).toEqual([]);
    const theirs = changeOwnPlan(other(), { serviceId, itemId });
    await expect(theirs).rejects.toMatchObject({ key: "not_found" });
    await expect(previewOwnPlan(scene.owner, { serviceId, itemId })).rejects.toMatchObject({
      key: "unauthenticated",
    });
    await allow({ planChange: "off" });
    const off = changeOwnPlan(rosa(), { serviceId, itemId });
    await expect(off).rejects.toMatchObject({ key: "self_service_off" });
  });
});

describe("a pause from the portal", () => {
  test("is off until the company allows it", async () => {
    expect(await ownActions(rosa(), { serviceId })).toMatchObject({ pause: null });
    const pause = pauseOwnService(rosa(), { serviceId, until: "2026-03-20" });
    await expect(pause).rejects.toMatchObject({ key: "self_service_off" });
  });

  test("lasts at least and at most what the company says, costs its fee once, and ends by itself or by hand", async () => {
    await allow({ pause: true, pauseMinDays: 5, pauseDaysAYear: 20, pauseFee: "10" });
    const pause = (until: string, on?: string) => pauseOwnService(rosa(on), { serviceId, until });
    await expect(pause("2026-03-12")).rejects.toMatchObject({ key: "pause_too_short" });
    await expect(pause("2026-03-31")).rejects.toMatchObject({ key: "pause_too_long" });
    for (let tap = 0; tap < 2; tap++) await pause("2026-03-25");
    expect(await mine()).toMatchObject({ state: "paused", pausedUntil: "2026-03-25" });
    const fees = sql`select amount::float8 as amount from charges where dedupe_key like 'pauseFee:%'`;
    expect(await rows(fees)).toEqual([{ amount: 10 }]);
    const soon = resumeOwnService(rosa("2026-03-12"), { serviceId });
    await expect(soon).rejects.toMatchObject({ key: "pause_minimum" });
    await resumeOwnService(rosa("2026-03-20"), { serviceId });
    expect((await mine())?.state).not.toBe("paused");
    await rows(sql`update services set state = 'active' where id = ${serviceId}`);
    // It runs again; ten of the year's twenty days are used.
    expect((await ownActions(rosa("2026-03-20"), { serviceId })).pause).toMatchObject({
      ...{ usedInYear: 10, lastUntil: "2026-03-30" },
    });
    const theirs = pauseOwnService(other(), { serviceId, until: "2026-03-20" });
    await expect(theirs).rejects.toMatchObject({ key: "not_found" });
  });

  test("that cannot be begun says why, to the customer and to staff: what is owed comes first", async () => {
    await allow({ pause: true });
    const tries = async () => {
      const until = "2026-03-25";
      const own = pauseOwnService(rosa(), { serviceId, until });
      const byStaff = pauseService(staff(), { serviceId, until, reason: "vacaciones" });
      const asked = await Promise.allSettled([own, byStaff]);
      const keys = asked.map(
        (one) => one.status === "rejected" && (one.reason as { key: string }).key,
      );
      return [...keys, (await ownActions(rosa(), { serviceId })).pauseWaits];
    };
    for (const state of ["grace", "pastDue"]) {
      await rows(sql`update services set state = ${state} where id = ${serviceId}`);
      expect(await tries()).toEqual(Array.from({ length: 3 }, () => "pause_while_owing"));
    }
    await rows(sql`update services set state = 'active' where id = ${serviceId}`);
    await cut();
    expect(await tries()).toEqual(Array.from({ length: 3 }, () => "pause_while_owing"));
    await rows(
      sql`update services set state = 'suspended', holds = '{abuse}' where id = ${serviceId}`,
    );
    expect(await tries()).toEqual(Array.from({ length: 3 }, () => "pause_while_held"));
  });

  test("costs its fee under the taxes that there are, and none that cannot be charged is set or forgotten", async () => {
    await allow({ pause: true, pauseFee: "10" });
    await rows(sql`update tax_classes set is_default = false where tenant_id = ${scene.tenant.id}`);
    const pause = () => pauseOwnService(rosa(), { serviceId, until: "2026-03-25" });
    await rows(
      sql`update tax_classes set archived_at = now() where tenant_id = ${scene.tenant.id}`,
    );
    await expect(pause()).rejects.toMatchObject({ key: "pause_fee_unset" });
    expect((await mine())?.state).toBe("active");
    await expect(allow({ pause: true, pauseFee: "12" })).rejects.toMatchObject({
      ...{ key: "tax_class_missing", fields: { "data.pauseFee": "tax_class_missing" } },
    });
    await rows(sql`update tax_classes set archived_at = null where tenant_id = ${scene.tenant.id}`);
    await pause();
    expect(
      await rows(
        sql`select amount::float8 as amount from charges where dedupe_key like 'pauseFee:%'`,
      ),
    ).toEqual([{ amount: 10 }]);
  });
});

test("an outage, a promise, a pause and abuse each say what lifts them, per service", async () => {
  await owe("2026-03-01");
  await rows(sql`insert into dunning_blackouts (tenant_id, from_day, to_day, reason, kind)
    values (${scene.tenant.id}, '2026-03-09', '2026-03-11', 'torre', 'outage')`);
  expect(await mine()).toMatchObject({ outage: true, owedMinor: 11_800 });
  expect(await mine(rosa("2026-03-12"))).toMatchObject({ outage: false });
});

test("the customer reads the same story as the staff, in kinds of plain words, without internals, page by page", async () => {
  await owe("2026-03-01");
  await cut();
  await promiseOwn(rosa(), { dueOn: "2026-03-14" });
  await recordPayment(staff("2026-03-11"), {
    ...{ customerId: scene.customerId, method: "cash", amountMinor: 11_800, currency: "PEN" },
  });
  const { items } = await listOwnHistory(rosa(), {});
  expect(items.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(["paid", "promised", "cutAsked"]),
  );
  expect(items.find(({ kind }) => kind === "paid")).toMatchObject({ amountMinor: 11_800 });
  const { items: seen } = await customerTimeline(scene.owner, { customerId: scene.customerId });
  const known = new Set(seen.map(({ id }) => id));
  expect(items.filter(({ id }) => !known.has(id))).toEqual([]);
  expect(JSON.stringify(items)).not.toMatch(/membership|actor|commandId|enforcement/);
  expect((await listOwnHistory(other(), {})).items).toEqual([]);
});
