import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { composition } from "@/server/composition";
import { defineJob } from "@/server/jobs/define-job";
import { Conflict, Forbidden, NotFound, Unavailable } from "@/server/kernel/errors";
import { newId, PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { callVendor } from "@/server/outbound/call-vendor";
import { forgetLanes } from "@/server/outbound/lanes";
import { PanicHeld } from "@/server/outbound/panic-gate";
import type { ActionClass } from "@/server/outbound/types";
import { VendorFailure } from "@/server/outbound/vendor-failure";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { forgetPanics } from "./active-panics";
import { checkPanic } from "./check-panic";
import { dropHeld } from "./drop-held";
import { holdCommand } from "./hold-command";
import { listHeld, listPanicSwitches } from "./list-panic";
import { noteFailure } from "./note-failure";
import { releaseHeld } from "./release-held";
import { runOrHold } from "./run-or-hold";
import { switchPanicOff, switchPlatformPanicOff } from "./switch-panic-off";
import { switchPanicOn, switchPlatformPanicOn } from "./switch-panic-on";

let tenant: TestTenant;
let owner: Ctx;
const router = { id: newId(), vendor: "acme" };
const other = { id: newId(), vendor: "other" };
beforeEach(async () => {
  tenant = await mintTenant();
  owner = (await mintStaff(tenant, "owner")).ctx;
  forgetLanes();
});

const on = (over: Partial<Parameters<typeof switchPanicOn>[1]> = {}) =>
  switchPanicOn(owner, {
    scope: "*",
    actionClass: "cut",
    reason: "drill",
    minHoldMinutes: 0,
    ...over,
  });
const off = (switchId: string) =>
  switchPanicOff(owner, { switchId, force: true, reason: "drill over" });
const cut = (
  result: () => Promise<string>,
  ctx: Ctx = tenant.ctx,
  actionClass: ActionClass = "cut",
) =>
  callVendor(
    ctx,
    {
      integration: router,
      operation: "cut",
      idempotent: false,
      deadlineMs: 2000,
      actionClass,
      limits: { failuresToOpen: 1000, maxAttempts: 1 },
    },
    result,
  );
const down = () => Promise.reject(new VendorFailure("timeout", "no answer"));
const works = async () => "done";

/** The same tenant later: what was set to hold until now has passed. */
async function holdPasses(): Promise<void> {
  await inTenant(tenant.ctx, (tx) =>
    tx.execute(
      sql`update panic_switches set hold_until = now() - interval '1 second' where state <> 'off'`,
    ),
  );
  forgetPanics(tenant.id);
}

describe("a switch by hand", () => {
  test("holds every command of its class before anything is sent, and lets it go when switched off", async () => {
    const { id } = await on();
    let sent = 0;
    const held = cut(async () => `${sent++}`);
    await expect(held).rejects.toMatchObject({ heldBy: { switchId: id, actionClass: "cut" } });
    expect(sent).toBe(0);
    await expect(checkPanic(tenant.ctx, router, "cut")).rejects.toBeInstanceOf(PanicHeld);
    await off(id);
    expect(await cut(works)).toBe("done");
  });

  test("is a fact with its reason, on and off", async () => {
    const { id } = await on({ reason: "router firmware gone mad" });
    await off(id);
    const { rows } = await inTenant(tenant.ctx, (tx) =>
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
    const { id } = await on({ minHoldMinutes: 30 });
    const early = switchPanicOff(owner, { switchId: id, force: false });
    await expect(early).rejects.toMatchObject({
      key: "panic_minimum_hold",
      params: { minutes: 30 },
    });
    await off(id);
    expect(await listPanicSwitches(owner)).toEqual([]);
  });

  test("is never probed: only a person ends it", async () => {
    await on();
    await holdPasses();
    await expect(cut(works)).rejects.toBeInstanceOf(PanicHeld);
  });

  test("the same one twice is a conflict; agents may not touch it; another tenant's is not found", async () => {
    const { id } = await on();
    await expect(on()).rejects.toBeInstanceOf(Conflict);
    const agent = (await mintStaff(tenant, "agent")).ctx;
    await expect(switchPanicOff(agent, { switchId: id, force: false })).rejects.toBeInstanceOf(
      Forbidden,
    );
    const stranger = (await mintStaff(await mintTenant(), "owner")).ctx;
    const theft = switchPanicOff(stranger, { switchId: id, force: true, reason: "not mine" });
    await expect(theft).rejects.toBeInstanceOf(NotFound);
    await expect(cut(works)).rejects.toBeInstanceOf(PanicHeld);
  });

  test("another tenant's commands go on", async () => {
    await on({ actionClass: "*" });
    const neighbour = await mintTenant();
    expect(await cut(works, neighbour.ctx)).toBe("done");
  });
});

describe("what an automatic switch does", () => {
  const settle = async (times: number, work: () => Promise<string>) => {
    for (let i = 0; i < times; i++) await cut(work).catch(() => undefined);
  };

  test("n outages in the window switch it on for that integration alone", async () => {
    await settle(4, down);
    await cut(works);
    await settle(1, down);
    await expect(cut(works)).rejects.toBeInstanceOf(PanicHeld);
    expect(await listPanicSwitches(owner)).toMatchObject([
      { scope: router.id, actionClass: "cut", origin: "automatic", state: "on", platform: false },
    ]);
    await checkPanic(tenant.ctx, other, "cut");
  });

  test("a vendor's refusals never add up to one", async () => {
    await settle(8, () => Promise.reject(new VendorFailure("rejected", "no such customer")));
    expect(await cut(works)).toBe("done");
  });

  test("failures outside the window do not count", async () => {
    const old = { ...tenant.ctx, now: new Date(Date.now() - 3_600_000) };
    for (let i = 0; i < 4; i++) await noteFailure(old, { integration: router, actionClass: "cut" });
    expect(await noteFailure(tenant.ctx, { integration: router, actionClass: "cut" })).toBe(false);
  });

  test("twenty failures at once, as from several processes, switch it on exactly once", async () => {
    const failure = { integration: router, actionClass: "cut" as const };
    const started = await Promise.all(
      Array.from({ length: 20 }, () => noteFailure(tenant.ctx, failure)),
    );
    expect(started.filter(Boolean)).toHaveLength(1);
    expect(await listPanicSwitches(owner)).toHaveLength(1);
  });

  test("after its hold one command of ten is let through; its success ends the panic", async () => {
    await settle(5, down);
    await holdPasses();
    let sent = 0;
    const slow = async () => {
      sent += 1;
      await new Promise((resolve) => setTimeout(resolve, 100));
      return "done";
    };
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => cut(slow)));
    expect(results.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect(sent).toBe(1);
    expect(await cut(works)).toBe("done");
    expect(await factsOf(["panic.ended"])).toEqual(["panic.ended"]);
  });

  test("a probe that fails holds again for the minimum time", async () => {
    await settle(5, down);
    await holdPasses();
    await expect(cut(down)).rejects.toBeInstanceOf(Unavailable);
    await expect(cut(works)).rejects.toBeInstanceOf(PanicHeld);
    const [active] = await listPanicSwitches(owner);
    expect(Date.parse(active?.holdUntil ?? "")).toBeGreaterThan(Date.now() + 14 * 60_000);
    expect(await factsOf(["panic.probeFailed"])).toEqual(["panic.probeFailed"]);
  });

  test("a prober that died does not hold for ever: after its lease the next one probes", async () => {
    await settle(5, down);
    await inTenant(tenant.ctx, (tx) =>
      tx.execute(
        sql`update panic_switches set state = 'probing', hold_until = now() - interval '1 second'`,
      ),
    );
    forgetPanics(tenant.id);
    expect(await cut(works)).toBe("done");
  });

  test("thresholds come from the tenant's settings", async () => {
    await inTenant(tenant.ctx, (tx) =>
      tx.execute(
        sql`insert into tenant_settings (tenant_id, module, data) values (${tenant.id}, 'panic', '{"failureThreshold": 2}')`,
      ),
    );
    await settle(2, down);
    await expect(cut(works)).rejects.toBeInstanceOf(PanicHeld);
  });
});

describe("the platform's switch", () => {
  const platformCtx = (): Ctx => ({
    ...tenant.ctx,
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
    for (const ctx of [tenant.ctx, neighbour.ctx])
      await expect(checkPanic(ctx, { id: "x", vendor: scope }, "cut")).rejects.toMatchObject({
        heldBy: { switchTenantId: PLATFORM_TENANT_ID },
      });
    expect(await listPanicSwitches(owner)).toMatchObject([
      { id, platform: true, reason: "vendor outage" },
    ]);
    await expect(off(id)).rejects.toBeInstanceOf(NotFound);
  });

  test("is not for a tenant's owner", async () => {
    const input = { scope: "*", actionClass: "*" as const, reason: "mine now", minHoldMinutes: 0 };
    await expect(switchPlatformPanicOn(owner, input)).rejects.toBeInstanceOf(Forbidden);
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
    const { rows } = await inTenant(tenant.ctx, (tx) =>
      tx.execute(sql`select tenant_id from app.active_panics()`),
    );
    expect(rows.filter((row) => row.tenant_id !== PLATFORM_TENANT_ID)).toEqual([]);
  });
});

describe("reading the switches", () => {
  test("a hundred commands in a second cost one query", async () => {
    const { app } = composition().db;
    await new Promise((resolve) => setTimeout(resolve, 1050));
    const original = app.transaction;
    let queries = 0;
    Object.assign(app, {
      transaction: (...args: Parameters<typeof original>) => (queries++, original(...args)),
    });
    try {
      await Promise.all(Array.from({ length: 100 }, () => checkPanic(tenant.ctx, router, "cut")));
      expect(queries).toBe(1);
    } finally {
      Object.assign(app, { transaction: original });
    }
  });

  test("a switch set by another process is obeyed within a second", async () => {
    await checkPanic(tenant.ctx, router, "cut");
    await inTenant(tenant.ctx, (tx) =>
      tx.execute(sql`insert into panic_switches (tenant_id, scope, action_class, origin, reason, started_by, hold_until)
        values (${tenant.id}, '*', 'cut', 'manual', 'elsewhere', 'user:x', now())`),
    );
    await new Promise((resolve) => setTimeout(resolve, 1050));
    await expect(checkPanic(tenant.ctx, router, "cut")).rejects.toBeInstanceOf(PanicHeld);
  });
});

describe("what was held", () => {
  const job = defineJob({
    name: "test.cut",
    schema: z.object({ customerId: z.string() }),
    handle: async () => undefined,
  });
  const command = (customerId: string) => ({
    summary: `cut ${customerId}`,
    job,
    payload: { customerId },
    dedupeKey: `cut:${customerId}`,
  });
  const held = () => listHeld(owner, { status: "held", limit: 50 });
  const hold = (customerId: string) => runOrHold(tenant.ctx, command(customerId), () => cut(works));

  test("is listed once however often it comes, then released by choice: its job is asked for again", async () => {
    const { id } = await on();
    for (let i = 0; i < 3; i++) expect(await hold("c1")).toEqual({ held: true });
    await hold("c2");
    const list = await held();
    expect(list.map((one) => one.summary).toSorted()).toEqual(["cut c1", "cut c2"]);
    const ids = list.map((one) => one.id);
    await expect(releaseHeld(owner, { ids })).rejects.toMatchObject({ key: "panic_still_on" });
    await off(id);
    await releaseHeld(owner, { ids });
    expect(await jobsAsked()).toEqual(["c1", "c2"]);
    expect(await held()).toEqual([]);
    await expect(releaseHeld(owner, { ids })).rejects.toBeInstanceOf(NotFound);
    expect(await hold("c1")).toEqual({ held: false, value: "done" });
  });

  test("two people who release at once ask for one job", async () => {
    const { id } = await on();
    await hold("c9");
    await off(id);
    const ids = (await held()).map((one) => one.id);
    const both = await Promise.allSettled([
      releaseHeld(owner, { ids }),
      releaseHeld(owner, { ids }),
    ]);
    expect(both.map((one) => one.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await jobsAsked()).toEqual(["c9"]);
  });

  test("once dropped it stays dropped; once released it can be held again", async () => {
    const { id } = await on();
    await hold("c3");
    await dropHeld(owner, { ids: (await held()).map((one) => one.id) });
    await hold("c3");
    expect(await held()).toEqual([]);
    await hold("c4");
    await off(id);
    await releaseHeld(owner, { ids: (await held()).map((one) => one.id) });
    await on();
    await hold("c4");
    expect(await held()).toHaveLength(1);
    expect(
      await factsOf(["panic.commandHeld", "panic.commandDropped", "panic.commandReleased"]),
    ).toEqual([
      "panic.commandHeld",
      "panic.commandDropped",
      "panic.commandHeld",
      "panic.commandReleased",
      "panic.commandHeld",
    ]);
  });

  test("another tenant's held command cannot be seen, released or dropped", async () => {
    const { id } = await on();
    await hold("c5");
    await off(id);
    const ids = (await held()).map((one) => one.id);
    const stranger = (await mintStaff(await mintTenant(), "owner")).ctx;
    await expect(releaseHeld(stranger, { ids })).rejects.toBeInstanceOf(NotFound);
    await expect(dropHeld(stranger, { ids })).rejects.toBeInstanceOf(NotFound);
    expect(await listHeld(stranger, { status: "held", limit: 50 })).toEqual([]);
    expect(await held()).toHaveLength(1);
  });

  test("a payload that does not fit the job is refused when held, not when released", async () => {
    const heldBy = { switchId: newId(), switchTenantId: tenant.id, actionClass: "cut" as const };
    const bad = { ...command("x"), payload: {} as { customerId: string }, heldBy };
    await expect(holdCommand(tenant.ctx, bad)).rejects.toThrow();
  });
});

async function factsOf(names: string[]): Promise<unknown[]> {
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute(
      sql`select name from events where name = any(${sql.param(names)}::text[]) order by seq`,
    ),
  );
  return rows.map((row) => row.name);
}

/** Customers whose job waits in the queue for this tenant. */
async function jobsAsked(): Promise<unknown[]> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  const { rows } = await client.query<{
    payload: { tenant: string; payload: { customerId: string } };
  }>(
    "select payload from graphile_worker._private_jobs where payload ->> 'job' = 'test.cut' and payload ->> 'tenant' = $1",
    [`%${tenant.id}%`],
  );
  await client.end();
  return rows.map((row) => row.payload.payload.customerId).toSorted();
}
