import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { composition } from "@/server/composition";
import { Unavailable } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { callVendor } from "@/server/outbound/call-vendor";
import { PanicHeld } from "@/server/outbound/panic-gate";
import { VendorFailure } from "@/server/outbound/vendor-failure";
import { inTenant } from "@/server/tenancy/in-tenant";
import {
  cut,
  down,
  factsOf,
  letHoldPass,
  mintPanicScene,
  type PanicScene,
  works,
} from "@/server/testing/panic-scene";
import { forgetPanics } from "./active-panics";
import { checkPanic } from "./check-panic";
import { listPanicSwitches } from "./list-panic";
import { noteFailure } from "./note-failure";

let scene: PanicScene;
beforeEach(async () => {
  scene = await mintPanicScene();
});

describe("what an automatic switch does", () => {
  const settle = async (times: number, work: () => Promise<string>) => {
    for (let i = 0; i < times; i++) await cut(scene, work).catch(() => undefined);
  };

  test("n outages in the window switch it on for that integration alone", async () => {
    await settle(4, down);
    await cut(scene, works);
    await settle(1, down);
    await expect(cut(scene, works)).rejects.toBeInstanceOf(PanicHeld);
    expect(await listPanicSwitches(scene.owner)).toMatchObject([
      {
        scope: scene.router.id,
        actionClass: "cut",
        origin: "automatic",
        state: "on",
        platform: false,
      },
    ]);
    await checkPanic(scene.tenant.ctx, { id: newId(), vendor: "other" }, "cut");
  });

  test("a vendor's refusals never add up to one", async () => {
    await settle(8, () => Promise.reject(new VendorFailure("rejected", "no such customer")));
    expect(await cut(scene, works)).toBe("done");
  });

  test("failures outside the window do not count", async () => {
    const old = { ...scene.tenant.ctx, now: new Date(Date.now() - 3_600_000) };
    for (let i = 0; i < 4; i++)
      await noteFailure(old, { integration: scene.router, actionClass: "cut" });
    expect(
      await noteFailure(scene.tenant.ctx, { integration: scene.router, actionClass: "cut" }),
    ).toBe(false);
  });

  test("twenty failures at once, as from several processes, switch it on exactly once", async () => {
    const failure = { integration: scene.router, actionClass: "cut" as const };
    const started = await Promise.all(
      Array.from({ length: 20 }, () => noteFailure(scene.tenant.ctx, failure)),
    );
    expect(started.filter(Boolean)).toHaveLength(1);
    expect(await listPanicSwitches(scene.owner)).toHaveLength(1);
  });

  test("after its hold one command of ten is let through; its success ends the panic", async () => {
    await settle(5, down);
    await letHoldPass(scene);
    let sent = 0;
    const slow = async () => {
      sent += 1;
      await new Promise((resolve) => setTimeout(resolve, 100));
      return "done";
    };
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => cut(scene, slow)));
    expect(results.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect(sent).toBe(1);
    expect(await cut(scene, works)).toBe("done");
    expect(await factsOf(scene, ["panic.ended"])).toEqual(["panic.ended"]);
  });

  test("a probe that fails holds again for the minimum time", async () => {
    await settle(5, down);
    await letHoldPass(scene);
    await expect(cut(scene, down)).rejects.toBeInstanceOf(Unavailable);
    await expect(cut(scene, works)).rejects.toBeInstanceOf(PanicHeld);
    const [active] = await listPanicSwitches(scene.owner);
    expect(Date.parse(active?.holdUntil ?? "")).toBeGreaterThan(Date.now() + 14 * 60_000);
    expect(await factsOf(scene, ["panic.probeFailed"])).toEqual(["panic.probeFailed"]);
  });

  test("a prober that died does not hold for ever: after its lease the next one probes", async () => {
    await settle(5, down);
    await inTenant(scene.tenant.ctx, (tx) =>
      tx.execute(
        sql`update panic_switches set state = 'probing', hold_until = now() - interval '1 second'`,
      ),
    );
    forgetPanics(scene.tenant.id);
    expect(await cut(scene, works)).toBe("done");
  });

  test("thresholds come from the tenant's settings", async () => {
    await inTenant(scene.tenant.ctx, (tx) =>
      tx.execute(
        sql`insert into tenant_settings (tenant_id, module, data) values (${scene.tenant.id}, 'panic', '{"failureThreshold": 2}')`,
      ),
    );
    await settle(2, down);
    await expect(cut(scene, works)).rejects.toBeInstanceOf(PanicHeld);
  });
});

test("a command that went through is not reported as failed because panic could not be told", async () => {
  for (let i = 0; i < 5; i++) await cut(scene, down).catch(() => undefined);
  await letHoldPass(scene);
  // The database goes away between the command and the note of its success.
  const sent = await cut(scene, async () => {
    vi.spyOn(composition().db.app, "transaction").mockRejectedValueOnce(new Error("database gone"));
    return "cut off";
  });
  expect(sent).toBe("cut off");
});

test("while the breaker is open nothing is sent, so nothing counts as a failure", async () => {
  const { router, tenant } = scene;
  const call = {
    integration: router,
    operation: "cut",
    idempotent: false,
    deadlineMs: 500,
  } as const;
  const broken = () =>
    callVendor(
      tenant.ctx,
      { ...call, actionClass: "cut", limits: { failuresToOpen: 1, maxAttempts: 1 } },
      down,
    );
  for (let i = 0; i < 10; i++) await expect(broken()).rejects.toBeInstanceOf(Unavailable);
  expect(await listPanicSwitches(scene.owner)).toEqual([]);
});
