import pg from "pg";
import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { defineJob } from "@/server/jobs/define-job";
import { NotFound } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import {
  cut,
  factsOf,
  mintPanicScene,
  panicOff,
  panicOn,
  type PanicScene,
} from "@/server/testing/panic-scene";
import { mintStaff, mintTenant } from "@/server/testing/tenant";
import { dropHeld } from "./drop-held";
import { holdCommand } from "./hold-command";
import { listHeld } from "./list-panic";
import { releaseHeld } from "./release-held";
import { runOrHold } from "./run-or-hold";

let scene: PanicScene;
beforeEach(async () => {
  scene = await mintPanicScene();
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
  const held = () => listHeld(scene.owner, { status: "held", limit: 50 });
  const hold = (customerId: string) =>
    runOrHold(scene.tenant.ctx, command(customerId), () => cut(scene));

  test("is listed once however often it comes, then released by choice: its job is asked for again", async () => {
    const { id } = await panicOn(scene);
    for (let i = 0; i < 3; i++) expect(await hold("c1")).toEqual({ held: true });
    await hold("c2");
    const list = await held();
    expect(list.map((one) => one.summary).toSorted()).toEqual(["cut c1", "cut c2"]);
    const ids = list.map((one) => one.id);
    await expect(releaseHeld(scene.owner, { ids })).rejects.toMatchObject({
      key: "panic_still_on",
    });
    await panicOff(scene, id);
    await releaseHeld(scene.owner, { ids });
    expect(await jobsAsked()).toEqual(["c1", "c2"]);
    expect(await held()).toEqual([]);
    await expect(releaseHeld(scene.owner, { ids })).rejects.toBeInstanceOf(NotFound);
    expect(await hold("c1")).toEqual({ held: false, value: "done" });
  });

  test("two people who release at once ask for one job", async () => {
    const { id } = await panicOn(scene);
    await hold("c9");
    await panicOff(scene, id);
    const ids = (await held()).map((one) => one.id);
    const both = await Promise.allSettled([
      releaseHeld(scene.owner, { ids }),
      releaseHeld(scene.owner, { ids }),
    ]);
    expect(both.map((one) => one.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(await jobsAsked()).toEqual(["c9"]);
  });

  test("once dropped it stays dropped; once released it can be held again", async () => {
    const { id } = await panicOn(scene);
    await hold("c3");
    await dropHeld(scene.owner, { ids: (await held()).map((one) => one.id) });
    await hold("c3");
    expect(await held()).toEqual([]);
    await hold("c4");
    await panicOff(scene, id);
    await releaseHeld(scene.owner, { ids: (await held()).map((one) => one.id) });
    await panicOn(scene);
    await hold("c4");
    expect(await held()).toHaveLength(1);
    expect(
      await factsOf(scene, ["panic.commandHeld", "panic.commandDropped", "panic.commandReleased"]),
    ).toEqual([
      "panic.commandHeld",
      "panic.commandDropped",
      "panic.commandHeld",
      "panic.commandReleased",
      "panic.commandHeld",
    ]);
  });

  test("another tenant's held command cannot be seen, released or dropped", async () => {
    const { id } = await panicOn(scene);
    await hold("c5");
    await panicOff(scene, id);
    const ids = (await held()).map((one) => one.id);
    const stranger = (await mintStaff(await mintTenant(), "owner")).ctx;
    await expect(releaseHeld(stranger, { ids })).rejects.toBeInstanceOf(NotFound);
    await expect(dropHeld(stranger, { ids })).rejects.toBeInstanceOf(NotFound);
    expect(await listHeld(stranger, { status: "held", limit: 50 })).toEqual([]);
    expect(await held()).toHaveLength(1);
  });

  test("a payload that does not fit the job is refused when held, not when released", async () => {
    const heldBy = {
      switchId: newId(),
      switchTenantId: scene.tenant.id,
      actionClass: "cut" as const,
    };
    const bad = { ...command("x"), payload: {} as { customerId: string }, heldBy };
    await expect(holdCommand(scene.tenant.ctx, bad)).rejects.toThrow("customerId");
  });
});

/** Customers whose job waits in the queue for this scene.tenant. */
async function jobsAsked(): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  const { rows } = await client.query<{
    payload: { tenant: string; payload: { customerId: string } };
  }>(
    "select payload from graphile_worker._private_jobs where payload ->> 'job' = 'test.cut' and payload ->> 'tenant' = $1",
    [scene.tenant.id],
  );
  await client.end();
  return rows.map((row) => row.payload.payload.customerId).toSorted();
}
