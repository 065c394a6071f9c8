import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { inTenant } from "@/server/tenancy/in-tenant";
import {
  mintService,
  mintServiceScene,
  serviceFacts,
  type ServiceScene,
} from "@/server/testing/service-scene";
import { addCharges, cancelCharges } from "./add-charges";
import { liftHolds, placeHolds } from "./hold-services";
import { moveServices } from "./move-services";
import type { HoldReason } from "./rules/desired-state";

let scene: ServiceScene;
beforeEach(async () => {
  scene = await mintServiceScene();
});

const place = (serviceIds: string[], reason: HoldReason = "debt", over: { soft?: boolean } = {}) =>
  inTenant(scene.owner, (tx) =>
    placeHolds(scene.owner, tx, { serviceIds, reason, note: "test", ...over }),
  );
const lift = (serviceIds: string[], reason: HoldReason = "debt") =>
  inTenant(scene.owner, (tx) => liftHolds(scene.owner, tx, { serviceIds, reason }));
const rows = <T extends Record<string, unknown>>(query: ReturnType<typeof sql>) =>
  inTenant(scene.tenant.ctx, async (tx) => (await tx.execute<T>(query)).rows);
const service = async (id: string) => {
  const [row] = await rows(
    sql`select state, desired, holds, plain from services where tenant_id = ${scene.tenant.id} and id = ${id}`,
  );
  return row;
};
const commands = (id: string) =>
  rows(sql`select desired, status from enforcement_commands
    where tenant_id = ${scene.tenant.id} and service_id = ${id} order by id`);
const jobs = async () => {
  const [row] = await rows<{ n: number }>(
    sql`select count(*)::int as n from enforcement_commands where tenant_id = ${scene.tenant.id} and status = 'pending'`,
  );
  return row?.n;
};

describe("holds", () => {
  test("place a whole lot at once: one fact, one projection and one command each; again changes nothing", async () => {
    const ids = await Promise.all([1, 2, 3].map((number) => mintService(scene, { number })));
    expect((await place(ids)).toSorted()).toEqual(ids.toSorted());
    expect(await place(ids)).toEqual([]);
    for (const id of ids) {
      expect(await service(id)).toEqual({
        state: "suspendRequested",
        desired: "off",
        holds: ["debt"],
        plain: false,
      });
      expect(await serviceFacts(scene, id)).toEqual(["holdPlaced", "suspendRequested"]);
      expect(await commands(id)).toEqual([{ desired: "off", status: "pending" }]);
    }
    expect(await jobs()).toBe(3);
  });

  test("lifted one reason of two, a service stays off and asks for nothing; lifted both, it asks to come back", async () => {
    const id = await mintService(scene);
    await place([id], "debt");
    await place([id], "abuse");
    expect(await lift([id], "debt")).toEqual([id]);
    expect(await service(id)).toMatchObject({
      state: "suspendRequested",
      desired: "off",
      holds: ["abuse"],
    });
    expect(await commands(id)).toHaveLength(1);
    expect(await lift([id], "debt")).toEqual([]);
    await lift([id], "abuse");
    expect(await service(id)).toMatchObject({
      state: "reconnectRequested",
      desired: "on",
      holds: [],
    });
    expect(await commands(id)).toEqual([
      { desired: "off", status: "superseded" },
      { desired: "on", status: "pending" },
    ]);
  });

  test("two that place the same hold at once place one; two reasons at once are both there", async () => {
    const id = await mintService(scene);
    const same = await Promise.all([place([id]), place([id]), place([id])]);
    expect(same.flat()).toEqual([id]);
    await Promise.all([place([id], "abuse"), place([id], "admin"), lift([id], "debt")]);
    expect(await service(id)).toMatchObject({ desired: "off", holds: ["abuse", "admin"] });
    expect((await commands(id)).filter(({ status }) => status === "pending")).toHaveLength(1);
  });

  test("lots that cross each other in opposite orders never wait for each other for good", async () => {
    const ids = await Promise.all(
      [1, 2, 3, 4, 5, 6].map((number) => mintService(scene, { number })),
    );
    await Promise.all([
      place(ids, "debt"),
      place(ids.toReversed(), "admin"),
      lift(ids, "debt"),
      place(ids.toReversed(), "abuse"),
    ]);
    for (const id of ids) expect(await service(id)).toMatchObject({ desired: "off" });
  });

  test("a soft hold slows; a hard one of the same reason hardens it; a soft one never softens it again", async () => {
    const id = await mintService(scene);
    await place([id], "debt", { soft: true });
    expect(await service(id)).toMatchObject({ state: "pastDue", desired: "soft", holds: ["debt"] });
    expect(await place([id], "debt")).toEqual([id]);
    expect(await service(id)).toMatchObject({ state: "suspendRequested", desired: "off" });
    expect(await place([id], "debt", { soft: true })).toEqual([]);
    expect(await service(id)).toMatchObject({ desired: "off" });
  });

  test("of another tenant's services, and of ended ones, nothing is held", async () => {
    const other = await mintServiceScene();
    const theirs = await mintService(other);
    const ended = await mintService(scene);
    await rows(
      sql`update services set state = 'terminated' where tenant_id = ${scene.tenant.id} and id = ${ended}`,
    );
    expect(await place([theirs, ended])).toEqual([]);
    expect(await serviceFacts(other, theirs)).toEqual([]);
  });

  test("the ladder's steps move those whose state allows it, and leave the rest", async () => {
    const [a = "", b = ""] = await Promise.all(
      [1, 2].map((number) => mintService(scene, { number })),
    );
    await place([b]);
    const move = (event: "fallDue" | "fallPastDue" | "settle") =>
      inTenant(scene.owner, (tx) => moveServices(scene.owner, tx, { serviceIds: [a, b], event }));
    expect(await move("fallDue")).toEqual([a]);
    expect(await move("fallPastDue")).toEqual([a]);
    expect(await move("settle")).toEqual([a]);
    expect(await service(a)).toMatchObject({ state: "active" });
    expect(await service(b)).toMatchObject({ state: "suspendRequested" });
  });
});

describe("charges", () => {
  const charge = (serviceId: string | null, dedupeKey: string | null = null) => ({
    customerId: scene.customerId,
    serviceId,
    kind: "lateFee" as const,
    description: "Mora",
    amount: "10.00",
    currency: "PEN",
    taxClassId: scene.taxClassId,
    startsOn: "2026-11-01",
    dedupeKey,
  });
  const add = (given: ReturnType<typeof charge>[]) =>
    inTenant(scene.owner, (tx) => addCharges(scene.owner, tx, given));

  test("with the same key are one charge, however often and at once they come", async () => {
    const id = await mintService(scene);
    const made = await Promise.all([1, 2, 3].map(() => add([charge(id, "late:1")])));
    expect(made.flat()).toHaveLength(1);
    expect(await add([charge(id), charge(null)])).toHaveLength(2);
  });

  test("keep a service from being billed by SQL alone until they are gone", async () => {
    const id = await mintService(scene);
    const made = await add([charge(id)]);
    expect(await service(id)).toMatchObject({ plain: false });
    const cancel = () => inTenant(scene.owner, (tx) => cancelCharges(scene.owner, tx, made));
    expect(await cancel()).toEqual(made);
    expect(await cancel()).toEqual([]);
    expect(await service(id)).toMatchObject({ plain: true });
    expect(await serviceFacts(scene, id)).toEqual(["chargeAdded", "chargeCancelled"]);
  });
});
