import { expect, test } from "vitest";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import type { EnforcementState } from "../rules/desired-state";
import type { EnforcementTarget, ServiceEnforcement } from "./port";

/** What an adapter's test gives: the adapter, and hands on the world behind it. */
export type EnforcementRig = {
  readonly adapter: ServiceEnforcement;
  ctx(): Ctx;
  integrationId(): string | null;
  /** The enforcer goes out of reach, and comes back. Absent: it has none that could. */
  readonly offline?: (away: boolean) => void | Promise<void>;
  /** Somebody changes it behind our back. Absent: nothing is there to change. */
  readonly tamper?: (serviceId: string, state: EnforcementState) => void | Promise<void>;
  /** How often what is enforced really changed. Absent: nothing counts it. */
  readonly changes?: (serviceId: string) => number | Promise<number>;
};

/**
 * What every adapter of `ServiceEnforcement` must pass, whatever the vendor: asked twice is asked once, what is read
 * back is what is so, and what cannot be reached is never said to be done.
 */
export function enforcementContract(rig: EnforcementRig): void {
  const { adapter } = rig;
  const target = (desired: EnforcementState, serviceId = newId()): EnforcementTarget => ({
    commandId: newId(),
    serviceId,
    number: 7,
    ref: `user-${serviceId.slice(-4)}`,
    integrationId: rig.integrationId(),
    desired,
  });
  const bring = async (to: EnforcementTarget) =>
    adapter.readBack(rig.ctx(), to, await adapter.apply(rig.ctx(), to));

  test("reads back what it was asked to bring about, with evidence; who works by hand says nothing yet", async () => {
    const id = newId();
    for (const desired of ["off", "soft", "on", "gone"] as const) {
      const seen = await bring(target(desired, id));
      if (adapter.byHand) expect(seen).toBeUndefined();
      else {
        expect(seen?.state).toBe(desired);
        expect(Object.keys(seen?.evidence ?? {}).length).toBeGreaterThan(0);
      }
    }
  });

  test("is asked twice with the same command and does it once", async () => {
    const to = target("off");
    const first = await bring(to);
    expect((await bring(to))?.state).toBe(first?.state);
    if (rig.changes) expect(await rig.changes(to.serviceId)).toBe(1);
  });

  test.runIf(rig.tamper)("reads back what is so, not what was asked for", async () => {
    const to = target("off");
    await bring(to);
    await rig.tamper?.(to.serviceId, "on");
    expect((await adapter.readBack(rig.ctx(), to, undefined))?.state).toBe("on");
    expect((await adapter.observe(rig.ctx(), [to])).get(to.serviceId)?.state).toBe("on");
  });

  test.runIf(rig.offline)("throws while it cannot be reached, and claims nothing", async () => {
    const to = target("off");
    await rig.offline?.(true);
    try {
      await expect(adapter.apply(rig.ctx(), to)).rejects.toBeInstanceOf(Error);
      await expect(adapter.readBack(rig.ctx(), to, undefined)).rejects.toBeInstanceOf(Error);
    } finally {
      await rig.offline?.(false);
    }
    expect((await bring(to))?.state).toBe(adapter.byHand ? undefined : "off");
  });

  test("observes many, and leaves out whom it cannot tell", async () => {
    const targets = [target("off"), target("on")];
    for (const to of targets) await adapter.apply(rig.ctx(), to);
    const seen = await adapter.observe(rig.ctx(), targets);
    for (const [id, { state }] of seen)
      expect(state).toBe(targets.find(({ serviceId }) => serviceId === id)?.desired);
  });
}
