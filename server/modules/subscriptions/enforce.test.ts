import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { JobDelivery } from "@/server/jobs/define-job";
import { newId } from "@/server/kernel/ids";
import { newWebhookSecret } from "@/server/kernel/standard-webhooks";
import { createIntegration } from "@/server/modules/integrations/create-integration";
import { forgetLanes } from "@/server/outbound/lanes";
import { setOutboundSeams } from "@/server/outbound/seams";
import { forgetPanics } from "@/server/panic/active-panics";
import { listHeld } from "@/server/panic/list-panic";
import { releaseHeld } from "@/server/panic/release-held";
import { switchPanicOff } from "@/server/panic/switch-panic-off";
import { switchPanicOn } from "@/server/panic/switch-panic-on";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { type EnforcementReceiver, startReceiver } from "@/server/testing/enforcement-receiver";
import {
  mintService,
  mintServiceScene,
  serviceFacts,
  type ServiceScene,
} from "@/server/testing/service-scene";
import { enforceOne } from "./enforce-one";
import { enforceServices } from "./enforce-services";
import { expireHolds } from "./expire-holds";
import { liftHolds, placeHolds } from "./hold-services";
import { takeCommands } from "./internal/enforce/take-commands";
import { retryCommand } from "./retry-command";
import { settleManualTask } from "./settle-manual-task";

const secret = newWebhookSecret();
let receiver: EnforcementReceiver;
let scene: ServiceScene;
let integrationId: string;

beforeAll(async () => {
  receiver = await startReceiver(secret);
});
beforeEach(async () => {
  scene = await mintServiceScene();
  forgetLanes();
  Object.assign(receiver, { mood: "honest", before: undefined });
  receiver.listener.requests.length = 0;
  setOutboundSeams({ allowLoopbackPorts: [receiver.listener.port] });
  ({ id: integrationId } = await connect());
});
afterEach(() => setOutboundSeams({}));
afterAll(() => receiver.listener.close());

const connect = (readBack = true) => {
  const { origin } = receiver.listener;
  return createIntegration(scene.tenant.ctx, {
    vendor: "enforcement-webhook",
    name: "Panel",
    config: { url: `${origin}/enforce`, ...(readBack && { readBackUrl: `${origin}/state` }) },
    credentials: { signingSecret: secret },
  });
};
const later = (seconds: number, ctx: Ctx = scene.tenant.ctx): Ctx => ({
  ...ctx,
  now: new Date(ctx.now.getTime() + seconds * 1000),
});
const delivery = (name: string): JobDelivery => ({
  name,
  jobId: newId(),
  attempt: 1,
  signal: new AbortController().signal,
  deadline: new Date(Date.now() + 60_000),
  timeoutMs: 60_000,
});
const drain = (ctx: Ctx = scene.tenant.ctx) =>
  enforceServices.handle(ctx, {}, delivery("services.enforce"));
const hold = (...serviceIds: string[]) =>
  inTenant(scene.owner, (tx) =>
    placeHolds(scene.owner, tx, { serviceIds, reason: "debt", note: "" }),
  );
const release = (...serviceIds: string[]) =>
  inTenant(scene.owner, (tx) => liftHolds(scene.owner, tx, { serviceIds, reason: "debt" }));
const rows = <T extends Record<string, unknown>>(query: ReturnType<typeof sql>) =>
  inTenant(scene.tenant.ctx, async (tx) => (await tx.execute<T>(query)).rows);
const service = async (id: string) =>
  (
    await rows(sql`select state, desired, observed from services
      where tenant_id = ${scene.tenant.id} and id = ${id}`)
  )[0];
const commands = (id: string) =>
  rows<{ id: string; status: string; error: string | null; attempts: number; proof: object }>(sql`
    select id, status, last_error as error, attempts, proof from enforcement_commands
    where tenant_id = ${scene.tenant.id} and service_id = ${id} order by id`);
const web = () => mintService(scene, { kind: "webhook", integrationId });

describe("a service with nothing behind it", () => {
  test("is cut and connected again at once, each with its proof and its seconds", async () => {
    const id = await mintService(scene);
    await hold(id);
    await drain();
    expect(await service(id)).toEqual({ state: "suspended", desired: "off", observed: "off" });
    await release(id);
    await drain();
    expect(await service(id)).toEqual({ state: "active", desired: "on", observed: "on" });
    expect(await serviceFacts(scene, id)).toEqual([
      ...["holdPlaced", "suspendRequested", "suspended"],
      ...["holdLifted", "reconnectRequested", "reconnected"],
    ]);
  });
});

describe("a manual task", () => {
  test("waits for a person, and what they saw decides, not that they pressed the button", async () => {
    const id = await mintService(scene, { kind: "manual" });
    await hold(id);
    await drain();
    await drain(later(7_200));
    expect(await service(id)).toMatchObject({ state: "suspendRequested", observed: "on" });
    const [task] = await commands(id);
    expect(task).toMatchObject({ status: "applied", attempts: 1, error: null });
    const settle = (observed: "on" | "off") =>
      settleManualTask(scene.owner, { commandId: task?.id ?? "", observed, note: "port 3" });
    expect(await settle("on")).toEqual({ proven: false });
    expect(await service(id)).toMatchObject({ state: "suspendRequested" });
    expect(await settle("off")).toEqual({ proven: true });
    expect(await service(id)).toMatchObject({ state: "suspended", observed: "off" });
    expect((await commands(id))[0]?.proof).toMatchObject({ state: "off", note: "port 3" });
    await expect(settle("off")).rejects.toMatchObject({ key: "task_not_open" });
  });
});

describe("a signed webhook", () => {
  test("is proven by what is read back, never by having been sent", async () => {
    const id = await web();
    receiver.mood = "lies";
    await hold(id);
    await drain();
    expect(await service(id)).toMatchObject({ state: "suspendRequested", observed: "on" });
    expect(await commands(id)).toMatchObject([{ status: "applied", error: "seen_on" }]);
    receiver.mood = "honest";
    await drain(later(60));
    expect(await service(id)).toMatchObject({ state: "suspended", observed: "off" });
  });

  test("without a place to look it must say in its answer what is so; silence proves nothing", async () => {
    integrationId = (await connect(false)).id;
    const id = await web();
    receiver.mood = "silent";
    await hold(id);
    await drain();
    expect(await commands(id)).toMatchObject([{ status: "pending", error: "nothing_read_back" }]);
    receiver.mood = "honest";
    await drain(later(60));
    expect(await service(id)).toMatchObject({ state: "suspended" });
  });

  test("that is down leaves a reconnection open, tells people once after five attempts, and is tried on", async () => {
    const id = await web();
    await hold(id);
    await drain();
    receiver.mood = "down";
    await release(id);
    for (let turn = 0; turn < 7; turn++) {
      forgetLanes();
      await drain(later(turn * 4_000));
    }
    const [, command] = await commands(id);
    expect(command).toMatchObject({
      status: "pending",
      error: "vendor_unavailable",
      attempts: 7,
    });
    const facts = await serviceFacts(scene, id);
    expect(facts.filter((name) => name === "enforcementFailed")).toHaveLength(1);
    receiver.mood = "honest";
    forgetLanes();
    await retryCommand(scene.owner, { commandId: command?.id ?? "" });
    await drain(later(28_001));
    expect(await service(id)).toMatchObject({ state: "active", observed: "on" });
  });

  test("that refuses cuts again and again freezes cuts by itself, and lists the one that waits", async () => {
    const id = await web();
    receiver.mood = "down";
    await hold(id);
    for (let turn = 0; turn < 7; turn++) {
      forgetLanes();
      await drain(later(turn * 4_000));
    }
    const [command] = await commands(id);
    expect(command).toMatchObject({ status: "pending", error: "vendor_unavailable", attempts: 5 });
    const held = await listHeld(scene.owner, { status: "held", limit: 9 });
    expect(held.map(({ summary }) => summary)).toEqual(["#1 → off (debt)"]);
  });

  test("reconnections go before cuts", async () => {
    const back = await web();
    await hold(back);
    await drain();
    receiver.listener.requests.length = 0;
    const cuts = await Promise.all(
      [11, 12, 13].map((number) => mintService(scene, { number, kind: "webhook", integrationId })),
    );
    await hold(...cuts);
    await release(back);
    await drain();
    const posts = receiver.listener.requests.filter(({ method }) => method === "POST");
    expect(posts[0]?.body).toContain(back);
    expect(posts).toHaveLength(4);
  });

  test("whose cut is on its way when the payment comes ends connected, and nothing asks it two things at once", async () => {
    const id = await web();
    await hold(id);
    let asked = 0;
    receiver.before = async () => {
      asked += 1;
      if (asked > 1) return;
      await release(id);
      // A second worker comes for the reconnection while the cut has not landed.
      await drain();
    };
    await drain();
    await drain(later(1));
    expect(receiver.states.get(id)).toBe("on");
    expect(await service(id)).toEqual({ state: "active", desired: "on", observed: "on" });
    expect((await commands(id)).map(({ status }) => status)).toEqual(["superseded", "proven"]);
    expect(await serviceFacts(scene, id)).not.toContain("suspended");
  });

  test("whose worker died between asking and reading back is asked again and proven by the next", async () => {
    const id = await web();
    await hold(id);
    const taken = await inTenant(scene.tenant.ctx, (tx) =>
      takeCommands(scene.tenant.ctx, tx, {
        at: scene.tenant.ctx.now,
        limit: 9,
        lot: { notKinds: [] },
      }),
    );
    expect(taken).toHaveLength(1);
    receiver.states.set(id, "off");
    await drain(later(10));
    expect(await service(id)).toMatchObject({ state: "suspendRequested" });
    await drain(later(130));
    expect(await service(id)).toMatchObject({ state: "suspended", observed: "off" });
    expect(receiver.changed.get(id)).toBeUndefined();
  });

  test("two workers at once ask each service once", async () => {
    const ids = await Promise.all(
      [1, 2, 3, 4].map((number) => mintService(scene, { number, kind: "webhook", integrationId })),
    );
    await hold(...ids);
    await Promise.all([drain(), drain(), drain()]);
    const posts = receiver.listener.requests.filter(({ method }) => method === "POST");
    expect(posts).toHaveLength(4);
    for (const id of ids) expect(await service(id)).toMatchObject({ state: "suspended" });
  });
});

describe("panic", () => {
  const panic = async (actionClass: "cut" | "*") => {
    const on = await switchPanicOn(scene.owner, {
      scope: "*",
      actionClass,
      reason: "drill",
      minHoldMinutes: 0,
    });
    forgetPanics(scene.tenant.id);
    return async () => {
      await switchPanicOff(scene.owner, { switchId: on.id, force: true, reason: "drill over" });
      forgetPanics(scene.tenant.id);
    };
  };
  const held = () => listHeld(scene.owner, { status: "held", limit: 200 });

  test("during a mass cut holds what is not sent yet, each once on the list, and lets reconnections go on", async () => {
    const back = await web();
    await hold(back);
    await drain();
    const ids = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        mintService(scene, {
          number: n + 20,
          kind: n % 2 ? "none" : "webhook",
          integrationId: n % 2 ? null : integrationId,
        }),
      ),
    );
    await hold(...ids);
    const off = await panic("cut");
    await release(back);
    await drain();
    await drain(later(3_600));
    expect(await service(back)).toMatchObject({ state: "active", observed: "on" });
    for (const id of ids)
      expect(await service(id)).toMatchObject({ state: "suspendRequested", observed: "on" });
    const list = await held();
    expect(list).toHaveLength(8);
    await off();
    await drain(later(3_601));
    expect(await service(ids[0] ?? "")).toMatchObject({ state: "suspendRequested" });
    await releaseHeld(scene.owner, { ids: list.map(({ id }) => id) });
    for (const id of ids) {
      const [command] = await commands(id);
      await enforceOne.handle(
        scene.tenant.ctx,
        { commandId: command?.id ?? "" },
        delivery("services.enforceOne"),
      );
    }
    await drain(later(3_602));
    for (const id of ids)
      expect(await service(id)).toMatchObject({ state: "suspended", observed: "off" });
  });

  test("over everything holds reconnections too; a cut held and then paid for is never sent", async () => {
    const id = await web();
    const off = await panic("*");
    await hold(id);
    await drain();
    await release(id);
    await drain();
    expect(receiver.listener.requests).toHaveLength(0);
    expect((await commands(id)).map(({ status }) => status)).toEqual(["superseded", "pending"]);
    const list = await held();
    await off();
    await releaseHeld(scene.owner, { ids: list.map((one) => one.id) });
    for (const { id: commandId } of await commands(id))
      await enforceOne.handle(scene.tenant.ctx, { commandId }, delivery("services.enforceOne"));
    await drain(later(5));
    expect(receiver.listener.requests.filter(({ method }) => method === "POST")).toHaveLength(1);
    expect(await service(id)).toMatchObject({ state: "active", observed: "on" });
  });
});

describe("a hold with an end", () => {
  test("lifts itself then and not before", async () => {
    const id = await mintService(scene);
    const expiresAt = later(600).now;
    await inTenant(scene.owner, (tx) =>
      placeHolds(scene.owner, tx, { serviceIds: [id], reason: "admin", note: "", expiresAt }),
    );
    await drain();
    const tick = (ctx: Ctx) => expireHolds.handle(ctx, {}, delivery("services.expireHolds"));
    await tick(later(599));
    expect(await service(id)).toMatchObject({ state: "suspended" });
    await tick(later(600));
    await drain(later(600));
    expect(await service(id)).toMatchObject({ state: "active", desired: "on" });
  });
});
