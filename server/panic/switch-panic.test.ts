import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { composition } from "@/server/composition";
import { Conflict, Forbidden, NotFound } from "@/server/kernel/errors";
import { newId, PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { PanicHeld } from "@/server/outbound/panic-gate";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import {
  cut,
  letHoldPass,
  mintPanicScene,
  panicOff,
  panicOn,
  type PanicScene,
  works,
} from "@/server/testing/panic-scene";
import { mintStaff, mintTenant } from "@/server/testing/tenant";
import { checkPanic } from "./check-panic";
import { listPanicSwitches } from "./list-panic";
import { switchPanicOff, switchPlatformPanicOff } from "./switch-panic-off";
import { switchPanicOn, switchPlatformPanicOn } from "./switch-panic-on";

let scene: PanicScene;
beforeEach(async () => {
  scene = await mintPanicScene();
});

describe("a switch by hand", () => {
  test("holds every command of its class before anything is sent, and lets it go when switched off", async () => {
    const { id } = await panicOn(scene);
    let sent = 0;
    const held = cut(scene, async () => `${sent++}`);
    await expect(held).rejects.toMatchObject({ heldBy: { switchId: id, actionClass: "cut" } });
    expect(sent).toBe(0);
    await expect(checkPanic(scene.tenant.ctx, scene.router, "cut")).rejects.toBeInstanceOf(
      PanicHeld,
    );
    await panicOff(scene, id);
    expect(await cut(scene, works)).toBe("done");
  });

  test("is a fact with its reason, on and off", async () => {
    const { id } = await panicOn(scene, { reason: "router firmware gone mad" });
    await panicOff(scene, id);
    const { rows } = await inTenant(scene.tenant.ctx, (tx) =>
      tx.execute(
        sql`select name, body::jsonb -> 'payload' ->> 'reason' as reason from events where entity_id = ${id} order by seq`,
      ),
    );
    expect(rows).toEqual([
      { name: "panic.started", reason: "router firmware gone mad" },
      { name: "panic.ended", reason: "drill over" },
    ]);
  });

  test("does not end before its minimum hold, unless forced with a reason", async () => {
    const { id } = await panicOn(scene, { minHoldMinutes: 30 });
    const early = switchPanicOff(scene.owner, { switchId: id, force: false });
    await expect(early).rejects.toMatchObject({
      key: "panic_minimum_hold",
      params: { minutes: 30 },
    });
    await panicOff(scene, id);
    expect(await listPanicSwitches(scene.owner)).toEqual([]);
  });

  test("is never probed: only a person ends it", async () => {
    await panicOn(scene);
    await letHoldPass(scene);
    await expect(cut(scene, works)).rejects.toBeInstanceOf(PanicHeld);
  });

  test("the same one twice is a conflict; agents may not touch it; another tenant's is not found", async () => {
    const { id } = await panicOn(scene);
    await expect(panicOn(scene)).rejects.toBeInstanceOf(Conflict);
    const agent = (await mintStaff(scene.tenant, "agent")).ctx;
    await expect(switchPanicOff(agent, { switchId: id, force: false })).rejects.toBeInstanceOf(
      Forbidden,
    );
    const stranger = (await mintStaff(await mintTenant(), "owner")).ctx;
    const theft = switchPanicOff(stranger, { switchId: id, force: true, reason: "not mine" });
    await expect(theft).rejects.toBeInstanceOf(NotFound);
    await expect(cut(scene, works)).rejects.toBeInstanceOf(PanicHeld);
  });

  test("another tenant's commands go on", async () => {
    await panicOn(scene, { actionClass: "*" });
    const neighbour = await mintTenant();
    expect(await cut(scene, works, neighbour.ctx)).toBe("done");
  });
});

describe("the platform's switch", () => {
  const platformCtx = (): Ctx => ({
    ...scene.tenant.ctx,
    tenantId: PLATFORM_TENANT_ID,
    actor: { kind: "platform", userId: newId(), sessionId: newId() },
  });
  let id: string | undefined;
  afterEach(async () => {
    if (id)
      await switchPlatformPanicOff(platformCtx(), {
        switchId: id,
        force: true,
        reason: "test over",
      });
    id = undefined;
  });

  test("freezes every tenant; a tenant sees it and cannot end it", async () => {
    const scope = `vendor-${newId()}`;
    const made = await switchPlatformPanicOn(platformCtx(), {
      scope,
      actionClass: "dunning",
      reason: "vendor outage",
      minHoldMinutes: 0,
    });
    id = made.id;
    const neighbour = await mintTenant();
    for (const ctx of [scene.tenant.ctx, neighbour.ctx])
      await expect(checkPanic(ctx, { id: "x", vendor: scope }, "cut")).rejects.toMatchObject({
        heldBy: { switchTenantId: PLATFORM_TENANT_ID },
      });
    expect(await listPanicSwitches(scene.owner)).toMatchObject([
      { id, platform: true, reason: "vendor outage" },
    ]);
    await expect(panicOff(scene, id)).rejects.toBeInstanceOf(NotFound);
  });

  test("is not for a tenant's owner", async () => {
    const input = { scope: "*", actionClass: "*" as const, reason: "mine now", minHoldMinutes: 0 };
    await expect(switchPlatformPanicOn(scene.owner, input)).rejects.toBeInstanceOf(Forbidden);
  });

  test("the definer function tells a tenant of nobody else's switches", async () => {
    const neighbour = await mintTenant();
    const theirs = (await mintStaff(neighbour, "owner")).ctx;
    await switchPanicOn(theirs, {
      scope: "*",
      actionClass: "cut",
      reason: "theirs",
      minHoldMinutes: 0,
    });
    const { rows } = await inTenant(scene.tenant.ctx, (tx) =>
      tx.execute(sql`select tenant_id from app.active_panics()`),
    );
    expect(rows.filter((row) => row.tenant_id !== PLATFORM_TENANT_ID)).toEqual([]);
  });
});

describe("reading the switches", () => {
  test("a hundred commands in a second cost one query", async () => {
    const { app } = composition().db;
    await new Promise((resolve) => setTimeout(resolve, 1050));
    const original = app.glance;
    let queries = 0;
    Object.assign(app, {
      glance: (...args: Parameters<typeof original>) => (queries++, original(...args)),
    });
    try {
      await Promise.all(
        Array.from({ length: 100 }, () => checkPanic(scene.tenant.ctx, scene.router, "cut")),
      );
      expect(queries).toBe(1);
    } finally {
      Object.assign(app, { glance: original });
    }
  });

  test("a switch set by another process is obeyed within a second", async () => {
    await checkPanic(scene.tenant.ctx, scene.router, "cut");
    await inTenant(scene.tenant.ctx, (tx) =>
      tx.execute(sql`insert into panic_switches (tenant_id, scope, action_class, origin, reason, started_by, hold_until)
        values (${scene.tenant.id}, '*', 'cut', 'manual', 'elsewhere', 'user:x', now())`),
    );
    await new Promise((resolve) => setTimeout(resolve, 1050));
    await expect(checkPanic(scene.tenant.ctx, scene.router, "cut")).rejects.toBeInstanceOf(
      PanicHeld,
    );
  });
});
