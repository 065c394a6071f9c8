import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import type { Tx } from "@/db/client";
import { placeHolds } from "@/server/modules/subscriptions/hold-services";
import type { Attempt } from "@/server/modules/subscriptions/rules/outcome-of";
import { FAILS_AFTER } from "@/server/modules/subscriptions/rules/retry-at";
import { inTenant } from "@/server/tenancy/in-tenant";
import {
  mintService,
  mintServiceScene,
  serviceFacts,
  type ServiceScene,
} from "@/server/testing/service-scene";
import { type Ended, settleCommands } from "./settle-commands";

let scene: ServiceScene;
beforeEach(async () => {
  scene = await mintServiceScene();
});

const AT = new Date("2026-03-01T12:00:00Z");
const off: Attempt = {
  seen: { state: "off", evidence: { by: 'a "router"\\', rows: ["ñ", null] } },
};
const soft: Attempt = { seen: { state: "soft", evidence: { by: "router" } } };

/** Services that are asked to be off, each with its one open command. */
async function cuts(count: number, of: ServiceScene = scene) {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) ids.push(await mintService(of, { kind: "manual" }));
  await inTenant(of.owner, (tx) =>
    placeHolds(of.owner, tx, { serviceIds: ids, reason: "debt", note: "" }),
  );
  const rows = await rowsOf<{ id: string; serviceId: string }>(
    sql`select id, service_id as "serviceId" from enforcement_commands where tenant_id = ${of.tenant.id}`,
    of,
  );
  return ids.map((serviceId) => ({
    serviceId,
    commandId: rows.find((row) => row.serviceId === serviceId)?.id ?? "",
  }));
}

const rowsOf = <T extends Record<string, unknown>>(query: ReturnType<typeof sql>, of = scene) =>
  inTenant(of.tenant.ctx, async (tx) => (await tx.execute<T>(query)).rows);
const change = (commandId: string, set: ReturnType<typeof sql>) =>
  rowsOf(sql`update enforcement_commands set ${set} where id = ${commandId}`);
const settle = (lot: readonly Ended[]) =>
  inTenant(scene.owner, (tx) => settleCommands(scene.owner, tx, lot, AT));
/** What stands of each service and its command, without ids. */
const told = async ({ serviceId }: { serviceId: string }, of = scene) =>
  (
    await rowsOf(
      sql`select s.state, s.observed, c.status, c.last_error as error, c.proof, c.in_flight_until as flight,
        extract(epoch from c.next_attempt_at - ${AT.toISOString()}::timestamptz)::int as next,
        c.applied_at is not null as applied, c.proven_at is not null as proven
        from services s join enforcement_commands c on c.tenant_id = s.tenant_id and c.service_id = s.id
        where s.tenant_id = ${of.tenant.id} and s.id = ${serviceId}`,
      of,
    )
  )[0];

describe("a lot that is settled at once", () => {
  test("keeps apart what was proven, what was seen otherwise, what failed, what waits and what was replaced", async () => {
    const lot = await cuts(7);
    const [proven, other, failed, fifth, waits, replaced, unasked] = lot as [
      ...[Place, Place, Place, Place, Place, Place, Place],
    ];
    await change(fifth.commandId, sql`attempts = ${FAILS_AFTER}`);
    await change(replaced.commandId, sql`status = 'superseded'`);
    for (const { commandId } of lot)
      await change(commandId, sql`in_flight_until = now() + interval '2 minutes'`);
    const done = await settle([
      { ...waits, attempt: { waits: true } },
      { ...proven, attempt: off },
      { ...other, attempt: soft },
      { ...failed, attempt: { failed: "router_unreachable", retryAfterSeconds: 90 } },
      { ...fifth, attempt: { failed: "row_foreign" } },
      { ...replaced, attempt: off },
    ]);
    expect(done).toEqual(new Set([proven.commandId]));
    const proof = { by: 'a "router"\\', rows: ["ñ", null], state: "off", at: AT.toISOString() };
    const asked = { state: "suspendRequested", observed: "on", flight: null, proof: null };
    expect(await told(proven)).toMatchObject({
      ...{ state: "suspended", observed: "off", status: "proven", error: null, proof },
      ...{ next: null, flight: null, applied: true, proven: true },
    });
    expect(await told(other)).toMatchObject({
      ...{
        state: "suspendRequested",
        observed: "soft",
        status: "applied",
        error: "seen_soft",
        next: 5,
      },
      ...{ proof: { by: "router", state: "soft" }, applied: true, proven: false },
    });
    expect(await told(failed)).toMatchObject({
      ...asked,
      ...{ status: "pending", error: "router_unreachable", next: 90, applied: false },
    });
    expect(await told(fifth)).toMatchObject({ ...asked, status: "pending", error: "row_foreign" });
    expect(await told(waits)).toMatchObject({
      ...asked,
      status: "applied",
      error: null,
      next: null,
    });
    // What was seen is so, whatever the command has become; only the open one could have been proven by it.
    expect(await told(replaced)).toMatchObject({
      ...{ state: "suspendRequested", observed: "off", status: "superseded", proof, proven: false },
    });
    expect(await told(unasked)).toMatchObject({ status: "pending", observed: "on" });
    const facts = async (one: Place) => (await serviceFacts(scene, one.serviceId)).slice(2);
    expect(await facts(proven)).toEqual(["suspended"]);
    expect(await facts(fifth)).toEqual(["enforcementFailed"]);
    for (const one of [other, failed, waits, replaced]) expect(await facts(one)).toEqual([]);
  });

  test("leaves another tenant's commands alone, and a command that is of another service", async () => {
    const stranger = await mintServiceScene();
    const [theirs] = (await cuts(1, stranger)) as [Place];
    const [mine, second] = (await cuts(2)) as [Place, Place];
    const crossed = { serviceId: mine.serviceId, commandId: second.commandId };
    const done = await settle([
      { ...theirs, attempt: off },
      { serviceId: second.serviceId, commandId: theirs.commandId, attempt: off },
      { ...crossed, attempt: off },
    ]);
    expect(done).toEqual(new Set());
    expect(await told(theirs, stranger)).toMatchObject({ status: "pending", observed: "on" });
    for (const one of [mine, second])
      expect(await told(one)).toMatchObject({ status: "pending", observed: "on" });
  });

  test("is settled whole or not at all: who dies in between leaves every command to the next", async () => {
    const lot = await cuts(3);
    const ended = lot.map((one) => ({ ...one, attempt: off }));
    const dying = inTenant(scene.owner, async (tx) => {
      await settleCommands(scene.owner, tx, ended, AT);
      throw new Error("killed");
    });
    await expect(dying).rejects.toThrow("killed");
    for (const one of lot)
      expect(await told(one)).toMatchObject({ status: "pending", observed: "on", proof: null });
    expect((await settle(ended)).size).toBe(3);
    // Told twice (a worker that came late) it is stated once.
    expect((await settle(ended)).size).toBe(0);
    for (const one of lot) {
      expect(await told(one)).toMatchObject({ state: "suspended", status: "proven" });
      expect((await serviceFacts(scene, one.serviceId)).slice(2)).toEqual(["suspended"]);
    }
  });

  test("takes as many statements for thirty as for one, and none for nothing", async () => {
    const lot = (await cuts(31)).map((one) => ({ ...one, attempt: off }));
    const counted = (ended: readonly Ended[]) =>
      inTenant(scene.owner, async (tx) => {
        let statements = 0;
        const counting = new Proxy(tx, {
          get: (of, name) => {
            if (name !== "execute") return Reflect.get(of, name) as unknown;
            return (...said: Parameters<Tx["execute"]>) => {
              statements += 1;
              return of.execute(...said);
            };
          },
        });
        await settleCommands(scene.owner, counting, ended, AT);
        return statements;
      });
    expect(await counted([])).toBe(0);
    const one = await counted(lot.slice(0, 1));
    expect(await counted(lot.slice(1))).toBe(one);
  });
});

type Place = { serviceId: string; commandId: string };
