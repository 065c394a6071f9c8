import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import { IllegalTransition } from "@/server/kernel/state-machine";
import { listPageInput } from "@/server/modules/work/schema";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import {
  mintPlan,
  mintServiceScene,
  serviceFacts,
  type ServiceScene,
} from "@/server/testing/service-scene";
import { mintStaff } from "@/server/testing/tenant";
import { activateService } from "./activate-service";
import { addCharge, cancelCharge } from "./add-charge";
import { applyChanges } from "./apply-changes";
import { cancelChange } from "./cancel-change";
import { cancelService } from "./cancel-service";
import { changeBillDay } from "./change-bill-day";
import { changePlan, previewPlanChange } from "./change-plan";
import { countServices } from "./count-services";
import { createService } from "./create-service";
import { enforceServices } from "./enforce-services";
import { getHistory } from "./get-history";
import { getService } from "./get-service";
import { holdService, releaseService } from "./hold-service";
import { listServices } from "./list-services";
import { pauseService } from "./pause-service";
import { resumeService } from "./resume-service";
import { terminateService } from "./terminate-service";
import { updateService } from "./update-service";

let scene: ServiceScene;
beforeEach(async () => {
  scene = await mintServiceScene({
    setupFee: "50",
    commitmentMonths: 12,
    earlyTerminationPercent: "50",
  });
});

/** The owner, on a day of Lima's calendar (noon there). */
const on = (day: string): Ctx => ({ ...scene.owner, now: new Date(`${day}T17:00:00Z`) });
const create = (day: string, over: Record<string, unknown> = {}) =>
  createService(on(day), { customerId: scene.customerId, itemId: scene.itemId, ...over });
const delivery = {
  ...{ name: "x", jobId: newId(), attempt: 1, timeoutMs: 60_000 },
  ...{ signal: new AbortController().signal, deadline: new Date(Date.now() + 600_000) },
};
const changes = (day: string) => applyChanges.handle(on(day), {}, delivery);
const drain = (day: string) => enforceServices.handle(on(day), {}, delivery);
const history = (serviceId: string) => getHistory(scene.owner, { serviceId });
const charged = async (id: string, kind = "planChange") =>
  (await history(id)).charges
    .filter((charge) => charge.kind === kind && charge.status === "open")
    .map(({ amount }) => Number(amount))
    .toSorted((a, b) => a - b);
/** What a billing run does to a service: claims the period and moves on. */
const bill = (id: string, start: string, end: string, at = "2026-01-01T00:00:00Z") =>
  inTenant(scene.tenant.ctx, async (tx) => {
    await tx.execute(sql`insert into billed_periods (tenant_id, service_id, period_start, period_end, outcome, created_at)
      values (${scene.tenant.id}, ${id}, ${start}, ${end}, 'billed', ${at})`);
    await tx.execute(sql`update services set next_period_on = ${end}, next_bill_on = ${end}
      where tenant_id = ${scene.tenant.id} and id = ${id}`);
  });

describe("a new service", () => {
  test("without a gate begins at once: billed from today, committed, with its setup fee, wished on", async () => {
    const made = await create("2026-03-10");
    expect(made).toMatchObject({
      number: 1,
      state: "active",
      desired: "on",
      price: "118",
      startedOn: "2026-03-10",
      nextPeriodOn: "2026-03-10",
      nextBillOn: "2026-03-10",
      anchorDay: 1,
      commitmentEndsOn: "2027-03-10",
    });
    expect(await charged(made.id, "setup")).toEqual([50]);
    expect(await serviceFacts(scene, made.id)).toEqual(["created", "chargeAdded", "activated"]);
  });

  test("twenty made at once get the numbers 1 to 20", async () => {
    const made = await Promise.all(Array.from({ length: 20 }, () => create("2026-03-10")));
    expect(made.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, n) => n + 1),
    );
  });

  test("behind both gates waits for installation, then for payment, and is billed from the day it begins", async () => {
    const { id } = await create("2026-03-10", { gate: "both" });
    const activate = (day: string) => activateService(on(day), { serviceId: id });
    expect(await getService(scene.owner, { serviceId: id })).toMatchObject({
      ...{ state: "pendingInstall", desired: "off", nextPeriodOn: null },
      holds: ["install", "payment"],
    });
    expect(await activate("2026-03-12")).toMatchObject({
      state: "pendingPayment",
      desired: "off",
      holds: ["payment"],
    });
    expect(await activate("2026-03-15")).toMatchObject({
      ...{ state: "active", desired: "on", holds: [], startedOn: "2026-03-15" },
      nextPeriodOn: "2026-03-15",
    });
    await expect(activate("2026-03-16")).rejects.toBeInstanceOf(IllegalTransition);
    expect(await charged(id, "setup")).toEqual([50]);
  });

  test("on its anniversary takes the day on which it begins, the 31st too", async () => {
    const itemId = await mintPlan(scene, { anchorDay: null });
    expect(await create("2026-01-31", { itemId })).toMatchObject({ anchorDay: 31 });
    const waiting = await create("2026-01-10", { itemId, gate: "install" });
    expect(waiting.anchorDay).toBe(0);
    const begun = await activateService(on("2026-01-20"), { serviceId: waiting.id });
    expect(begun.anchorDay).toBe(20);
  });

  test("is refused beside its field for a plan, a customer, an address or a book that is not there", async () => {
    const foreign = await mintServiceScene();
    for (const [over, field] of [
      [{ itemId: foreign.itemId }, "itemId"],
      [{ customerId: foreign.customerId }, "customerId"],
      [{ addressId: newId() }, "addressId"],
      [{ priceBookId: foreign.bookId, ownPrice: "10" }, "priceBookId"],
    ] as const)
      await expect(create("2026-03-10", over)).rejects.toMatchObject({
        fields: { [field]: expect.any(String) },
      });
  });

  test("given up before it begins is gone and bills nothing; one that runs cannot be given up", async () => {
    const { id } = await create("2026-03-10", { gate: "payment" });
    const cancel = (serviceId: string) =>
      cancelService(on("2026-03-11"), { serviceId, reason: "changed mind" });
    expect(await cancel(id)).toMatchObject({
      state: "cancelled",
      desired: "gone",
      nextPeriodOn: null,
    });
    expect(await charged(id, "setup")).toEqual([]);
    const running = await create("2026-03-10");
    await expect(cancel(running.id)).rejects.toBeInstanceOf(IllegalTransition);
  });
});

describe("a change of plan", () => {
  const dearer = () => mintPlan(scene, { code: "FIBRA-300", price: "236.00" });
  const cheaper = () => mintPlan(scene, { code: "FIBRA-50", price: "59.00" });

  test("to a dearer one is now, gives back and charges the days that are billed, as the preview said", async () => {
    const { id } = await create("2026-03-01");
    await bill(id, "2026-03-01", "2026-04-01");
    const input = { serviceId: id, itemId: await dearer() };
    const shown = await previewPlanChange(on("2026-03-11"), input);
    // 21 of 31 days: 118.00 × 21/31 = 79.94 back (10 days cost 38.06), 236.00 × 21/31 = 159.87 charged.
    expect(shown).toMatchObject({ when: "now", onDay: "2026-03-11", totalMinor: 15_987 - 7_994 });
    const changed = await changePlan(on("2026-03-11"), input);
    expect(changed).toMatchObject({ itemCode: "FIBRA-300", price: "236" });
    expect(await charged(id)).toEqual([-79.94, 159.87]);
    expect((await history(id)).terms.map(({ startsOn }) => startsOn)).toEqual([
      "2026-03-11",
      "2026-03-01",
    ]);
  });

  test("on the first day turns the whole price round, on the last one day of it", async () => {
    const itemId = await dearer();
    const first = await create("2026-03-01");
    await bill(first.id, "2026-03-01", "2026-04-01");
    await changePlan(on("2026-03-01"), { serviceId: first.id, itemId });
    expect(await charged(first.id)).toEqual([-118, 236]);
    expect((await history(first.id)).terms).toHaveLength(1);
    const last = await create("2026-03-01");
    await bill(last.id, "2026-03-01", "2026-04-01");
    await changePlan(on("2026-03-31"), { serviceId: last.id, itemId });
    expect(await charged(last.id)).toEqual([-3.81, 7.61]);
  });

  test("twice on a day is one: the second takes the place of the first, and back again costs nothing", async () => {
    const { id } = await create("2026-03-01");
    await bill(id, "2026-03-01", "2026-04-01");
    const change = (itemId: string) =>
      changePlan(on("2026-03-11"), { serviceId: id, itemId, when: "now" });
    await change(await dearer());
    await change(await cheaper());
    expect(await charged(id)).toEqual([-79.94, 39.97]);
    await change(scene.itemId);
    expect(await charged(id)).toEqual([]);
    expect(
      (await history(id)).terms.filter(({ startsOn }) => startsOn === "2026-03-11"),
    ).toHaveLength(1);
  });

  test("of days that nobody billed costs nothing beside the plan: the next run counts both by their days", async () => {
    const itemId = await mintPlan(scene, { mode: "postpaid", code: "POST" });
    const other = await mintPlan(scene, { mode: "postpaid", price: "200", code: "POST-2" });
    const { id } = await create("2026-03-01", { itemId });
    const shown = await previewPlanChange(on("2026-03-11"), { serviceId: id, itemId: other });
    expect(shown).toMatchObject({ when: "now", parts: [], totalMinor: 0 });
  });

  test("to a cheaper one waits for the period's end; its day makes it so, once; until then it can be given up", async () => {
    const { id } = await create("2026-03-01");
    await bill(id, "2026-03-01", "2026-04-01");
    const itemId = await cheaper();
    const waiting = await changePlan(on("2026-03-11"), { serviceId: id, itemId });
    expect(waiting).toMatchObject({ itemId: scene.itemId });
    const [change] = (await history(id)).changes;
    expect(change).toMatchObject({
      kind: "plan",
      onDay: "2026-04-01",
      status: "waiting",
      itemName: "FIBRA-50",
    });
    await cancelChange(on("2026-03-12"), { changeId: change?.id ?? "" });
    await changes("2026-04-01");
    expect(await getService(scene.owner, { serviceId: id })).toMatchObject({
      itemId: scene.itemId,
    });
    await changePlan(on("2026-03-13"), { serviceId: id, itemId });
    await changes("2026-03-31");
    expect(await getService(scene.owner, { serviceId: id })).toMatchObject({
      itemId: scene.itemId,
    });
    await Promise.all([changes("2026-04-01"), changes("2026-04-01")]);
    expect(await getService(scene.owner, { serviceId: id })).toMatchObject({ itemId });
    expect((await serviceFacts(scene, id)).filter((name) => name === "planChanged")).toHaveLength(
      1,
    );
    expect(await charged(id)).toEqual([]);
  });

  test("to a plan of another rhythm or one that is not sold is refused beside the plan", async () => {
    const { id } = await create("2026-03-01");
    const yearly = await mintPlan(scene, { intervalMonths: 12 });
    for (const itemId of [yearly, newId()])
      await expect(changePlan(on("2026-03-02"), { serviceId: id, itemId })).rejects.toMatchObject({
        fields: { itemId: expect.any(String) },
      });
  });
});

describe("a pause", () => {
  test("holds off, runs again by itself on its day, and gives back the days billed before it", async () => {
    const { id } = await create("2026-03-01");
    await drain("2026-03-01");
    await bill(id, "2026-03-01", "2026-04-01");
    await pauseService(on("2026-03-22"), { serviceId: id, until: "2026-04-10", reason: "travel" });
    await drain("2026-03-22");
    expect(await getService(scene.owner, { serviceId: id })).toMatchObject({
      ...{ state: "paused", desired: "off", observed: "off", pausedUntil: "2026-04-10" },
    });
    await changes("2026-04-09");
    expect(await getService(scene.owner, { serviceId: id })).toMatchObject({ state: "paused" });
    await changes("2026-04-10");
    await drain("2026-04-10");
    expect(await getService(scene.owner, { serviceId: id })).toMatchObject({
      state: "active",
      desired: "on",
      pausedUntil: null,
    });
    // 10 of March's 31 days (22–31); April was not billed, and the run leaves its paused days out by itself.
    expect(await charged(id)).toEqual([-38.06]);
  });

  test("longer than the tenant allows, or into the past, is refused; resumed by hand it gives back less", async () => {
    const { id } = await create("2026-03-01");
    await bill(id, "2026-03-01", "2026-04-01");
    const pause = (until: string) =>
      pauseService(on("2026-03-11"), { serviceId: id, until, reason: "travel" });
    for (const until of ["2026-03-11", "2026-06-10"])
      await expect(pause(until)).rejects.toMatchObject({ key: "pause_too_long" });
    await pause("2026-06-09");
    await resumeService(on("2026-03-13"), { serviceId: id });
    expect(await charged(id)).toEqual([-7.62]);
    await expect(resumeService(on("2026-03-13"), { serviceId: id })).rejects.toBeInstanceOf(
      IllegalTransition,
    );
    await changes("2026-06-10");
    expect((await serviceFacts(scene, id)).filter((name) => name === "resumed")).toHaveLength(1);
  });

  test("that ends while an abuse holds the service leaves it off, asked to be suspended", async () => {
    const { id } = await create("2026-03-01");
    await pauseService(on("2026-03-11"), { serviceId: id, reason: "travel" });
    await holdService(on("2026-03-12"), { serviceId: id, hold: "abuse", reason: "spam" });
    const after = await resumeService(on("2026-03-13"), { serviceId: id });
    expect(after).toMatchObject({ state: "suspendRequested", desired: "off", holds: ["abuse"] });
  });
});

describe("the bill day", () => {
  test("moved leaves what is billed and makes the next period the odd one that catches up", async () => {
    const { id } = await create("2026-03-01");
    await bill(id, "2026-03-01", "2026-04-01");
    const moved = await changeBillDay(on("2026-03-10"), { serviceId: id, anchorDay: 15 });
    expect(moved).toMatchObject({
      anchorDay: 15,
      nextPeriodOn: "2026-04-01",
      nextBillOn: "2026-04-01",
    });
  });
});

describe("the end", () => {
  test("today costs the months left of the commitment, gives back what is billed beyond it, and is gone when proven", async () => {
    const { id } = await create("2026-03-01");
    await bill(id, "2026-03-01", "2026-04-01");
    const ended = await terminateService(on("2026-03-11"), { serviceId: id, reason: "moves away" });
    expect(ended).toMatchObject({
      state: "terminated",
      desired: "gone",
      endsOn: "2026-03-11",
      nextPeriodOn: null,
    });
    // 11 whole months are left until 1 March: 11 × 118.00 × 50 %.
    expect(await charged(id, "earlyTermination")).toEqual([649]);
    expect(await charged(id)).toEqual([-79.94]);
    await drain("2026-03-11");
    expect(await getService(scene.owner, { serviceId: id })).toMatchObject({ observed: "gone" });
    await expect(
      terminateService(on("2026-03-12"), { serviceId: id, reason: "again" }),
    ).rejects.toBeInstanceOf(IllegalTransition);
  });

  test("on a day to come bills up to it, comes by itself, and can be given up before", async () => {
    const itemId = await mintPlan(scene, { mode: "postpaid" });
    const { id } = await create("2026-03-01", { itemId });
    const later = { serviceId: id, onDay: "2026-03-21", reason: "moves away", waiveFee: true };
    const announced = await terminateService(on("2026-03-11"), later);
    expect(announced).toMatchObject({
      state: "active",
      endsOn: "2026-03-21",
      nextBillOn: "2026-03-21",
    });
    const [change] = (await history(id)).changes;
    const kept = await cancelChange(on("2026-03-12"), { changeId: change?.id ?? "" });
    expect(kept).toMatchObject({ endsOn: null, nextBillOn: "2026-04-01" });
    await terminateService(on("2026-03-13"), later);
    await changes("2026-03-21");
    expect(await getService(scene.owner, { serviceId: id })).toMatchObject({
      ...{ state: "terminated", nextPeriodOn: "2026-03-01", nextBillOn: "2026-03-21" },
    });
    await expect(
      terminateService(on("2026-03-13"), { ...later, onDay: "2026-03-01" }),
    ).rejects.toBeInstanceOf(IllegalTransition);
  });
});

describe("by hand", () => {
  test("a hold needs a reason and its own permission, and only what was placed can be lifted", async () => {
    const { id } = await create("2026-03-01");
    const agent = (await mintStaff(scene.tenant, "agent")).ctx;
    expect(() => holdService(agent, { serviceId: id, reason: "late" })).toThrow("forbidden");
    expect(() => holdService(scene.owner, { serviceId: id, reason: " " })).toThrow(
      "reason_required",
    );
    await holdService(scene.owner, { serviceId: id, reason: "cable to be moved" });
    await expect(
      releaseService(scene.owner, { serviceId: id, hold: "abuse", reason: "clean" }),
    ).rejects.toMatchObject({ key: "service_not_held" });
    expect(
      await releaseService(scene.owner, { serviceId: id, reason: "done there" }),
    ).toMatchObject({ state: "reconnectRequested", holds: [] });
    const [hold] = (await history(id)).holds;
    expect(hold).toMatchObject({ placedBy: "Test owner", note: "cable to be moved · done there" });
  });

  test("a discount is below zero, ends with its cycles, and can be taken back until it is billed", async () => {
    const { id } = await create("2026-03-01");
    const made = await addCharge(on("2026-03-02"), {
      ...{ serviceId: id, kind: "discount", description: "Promo", basis: "percent", amount: "20" },
      ...{ recurring: true, cycles: 3 },
    });
    expect((await history(id)).charges.find((charge) => charge.id === made.id)).toMatchObject({
      ...{ amount: "-20", basis: "percent", recurring: true, cyclesLeft: 3 },
    });
    await cancelCharge(scene.owner, { chargeId: made.id });
    await expect(cancelCharge(scene.owner, { chargeId: made.id })).rejects.toMatchObject({
      key: "charge_not_open",
    });
  });

  test("a label that is changed is found, and nothing changed states nothing", async () => {
    const { id } = await create("2026-03-01", { label: "Casa" });
    await updateService(scene.owner, { serviceId: id, label: "Oficina Ñuñoa" });
    await updateService(scene.owner, { serviceId: id, label: "Oficina Ñuñoa" });
    const search = (text: string) =>
      listServices(scene.owner, listPageInput.parse({ search: text }));
    expect((await search("nunoa rosa fibra #1")).items.map((one) => one.id)).toEqual([id]);
    expect((await serviceFacts(scene, id)).filter((name) => name === "updated")).toHaveLength(1);
  });
});

describe("the list", () => {
  test("filters by state, hold, plan and difference, hides ended ones, and keeps to the customers one reaches", async () => {
    const [a, b, c] = [
      await create("2026-03-01"),
      await create("2026-03-01"),
      await create("2026-03-01"),
    ];
    await drain("2026-03-01");
    await holdService(scene.owner, { serviceId: b.id, reason: "works" });
    await terminateService(on("2026-03-02"), { serviceId: c.id, reason: "moved away" });
    const found = async (filters: string, ctx = scene.owner) =>
      (await listServices(ctx, listPageInput.parse({ filters }))).items
        .map((one) => one.id)
        .toSorted();
    expect(await found("")).toEqual([a.id, b.id].toSorted());
    expect(await found("heldAdmin=yes")).toEqual([b.id]);
    expect(await found("state=suspendRequested")).toEqual([b.id]);
    expect(await found("differs=yes")).toEqual([b.id]);
    expect(await found("ended=yes")).toEqual([c.id]);
    expect(await found(`plan=${scene.itemId}`)).toHaveLength(2);
    const technician = (await mintStaff(scene.tenant, "technician")).ctx;
    expect(await found("", technician)).toEqual([]);
    expect(await countServices(scene.owner, { search: "", filters: "", sort: "" })).toMatchObject({
      count: 2,
    });
    await expect(getService(technician, { serviceId: a.id })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
