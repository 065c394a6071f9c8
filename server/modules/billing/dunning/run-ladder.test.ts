import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { switchPanicOn } from "@/server/panic/switch-panic-on";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { type DebtScene, debtScene } from "@/server/testing/debts";
import { asJobs } from "@/server/testing/queue-rigs/graphile-rig";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { assignPolicy } from "./assign-policy";
import { createPolicy } from "./create-policy";
import { runLadder } from "./run-ladder";
import { runLadderFor } from "./run-ladder-for";

let tenant: TestTenant;
let owner: Ctx;
let scene: DebtScene;
beforeEach(async () => {
  tenant = await mintTenant({ timeZone: "America/Lima" });
  ({ ctx: owner } = await mintStaff(tenant, "owner"));
  scene = debtScene(tenant.ctx);
});

/** Lima's clock; the first of July 2026 is a Wednesday. */
const by = (local: string, who = owner): Ctx => ({ ...who, now: new Date(`${local}:00-05:00`) });
const count = (query: ReturnType<typeof sql>) =>
  inTenant(tenant.ctx, async (tx) => {
    const { rows } = await tx.execute<{ n: number }>(query);
    return rows[0]?.n;
  });
const held = () => count(sql`select count(*)::int as n from services where 'debt' = any(holds)`);
const told = () => count(sql`select count(*)::int as n from messages`);

async function debtor() {
  const customerId = await scene.customer();
  const serviceId = await scene.service(customerId);
  const due = { dueOn: "2026-07-01", issuedOn: "2026-06-20", services: [serviceId] };
  await scene.invoice(customerId, due);
  return customerId;
}

/** Says it and cuts at once, on any day and at any hour. */
const AT_ONCE = {
  ...{ name: "Práctica", cutFrom: "00:00", cutUntil: "23:59", noCutWeekdays: [] },
  steps: [
    { key: "word", kind: "reminder" as const, offsetDays: 1 },
    { key: "cut", kind: "cut" as const, offsetDays: 1 },
  ],
};

test("somebody who asks gets what the next look would do, with each step's reason, and asking again does nothing more", async () => {
  const customerId = await debtor();
  const first = await runLadderFor(by("2026-07-11T10:00"), { customerId });
  expect(first.frozen).toBe("none");
  expect(first.steps).toContainEqual(
    expect.objectContaining({ kind: "reminder", outcome: "done", offsetDays: 7 }),
  );
  // Saturday, and the first word was said today: the cut waits for Monday.
  expect(first.steps).toContainEqual(
    expect.objectContaining({ kind: "cut", outcome: "waits", next: "2026-07-13" }),
  );
  await runLadderFor(by("2026-07-11T10:05"), { customerId });
  expect([await held(), await told()]).toEqual([0, 1]);
  const monday = await runLadderFor(by("2026-07-13T10:00"), { customerId });
  expect(monday.steps).toContainEqual(expect.objectContaining({ kind: "cut", outcome: "done" }));
  expect([await held(), await told()]).toEqual([1, 1]);
});

test("a ladder that cuts at any hour also speaks at any hour, and touches only its own customer", async () => {
  const customerId = await debtor();
  await debtor();
  const { id } = await createPolicy(owner, AT_ONCE);
  await assignPolicy(owner, { policyId: id, customerIds: [customerId] });
  const { steps } = await runLadderFor(by("2026-07-05T03:00"), { customerId });
  expect(steps.map(({ kind, outcome }) => [kind, outcome])).toEqual([
    ["reminder", "done"],
    ["cut", "done"],
  ]);
  expect([await held(), await told()]).toEqual([1, 1]);
});

test("a panic switch holds back who asks as it holds back the job", async () => {
  const customerId = await debtor();
  await switchPanicOn(owner, {
    ...{ scope: "*", actionClass: "dunning", minHoldMinutes: 0 },
    reason: "a drill of the test",
  });
  expect(await runLadderFor(by("2026-07-13T10:00"), { customerId })).toEqual({
    ...{ frozen: "all", steps: [] },
  });
  expect([await held(), await told()]).toEqual([0, 0]);
});

test("only who may collect asks, within reach; everybody is looked at for who sets the policy, by the job, once", async () => {
  const customerId = await debtor();
  const { ctx: technician } = await mintStaff(tenant, "technician");
  const { ctx: agent } = await mintStaff(tenant, "agent");
  await expect(runLadderFor(technician, { customerId })).rejects.toMatchObject({
    key: "forbidden",
  });
  await expect(async () => runLadder(agent)).rejects.toMatchObject({ key: "forbidden" });
  await runLadder(owner);
  await runLadder(owner);
  const jobs = await asJobs(
    "select 1 from graphile_worker._private_jobs where payload->>'job' = 'overdue.suspend' and payload->>'tenant' = $1",
    [tenant.id],
  );
  expect(jobs.rows).toHaveLength(1);
  const asked = sql`select count(*)::int as n from events where name = 'dunning.runAsked'`;
  expect(await count(asked)).toBe(2);
});
