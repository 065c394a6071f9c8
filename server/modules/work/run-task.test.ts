import { sql } from "drizzle-orm";
import { afterAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { record } from "@/server/events/record";
import type { JobDelivery } from "@/server/jobs/define-job";
import { registerTaskKinds } from "@/server/jobs/task-kinds";
import { Conflict } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { cancelTask } from "./cancel-task";
import { defineTask } from "./define-task";
import { getTask } from "./get-task";
import { listFailures } from "./list-failures";
import { listTasks } from "./list-tasks";
import { runTask } from "./run-task";
import { startTask } from "./start-task";
import { undoTask } from "./undo-task";

/** Rows refused by name, a death to be staged, and what was done in which order. */
const stage = {
  dieAfter: Infinity,
  refuse: new Set<string>(),
  chunks: 0,
  changed: new Set<string>(),
};

/** Uploads named in the input become "done" facts: an effect that the chain counts. */
const kind = defineTask({
  kind: "test.touch",
  permission: "tenant.read",
  input: z.object({ ids: z.array(z.uuid()) }),
  list: "/customers",
  chunk: 10,
  undoHours: 1,
  prepare: async (_ctx, _tx, { ids }) => ({ items: ids.map((entityId) => ({ entityId })) }),
  runChunk: async (ctx, _tx, _input, items) => {
    if (++stage.chunks > stage.dieAfter) throw new Error("the process was killed here");
    for (const item of items) {
      const id = item.entityId ?? "";
      record(ctx, "file.deleted", { entity: { type: "file", id }, payload: { sizeBytes: 1 } });
      if (stage.refuse.has(id)) throw new Conflict("row_changed_since");
    }
    return items.map(({ id, entityId }) => ({ id, before: { entityId } }));
  },
  undoChunk: async (_ctx, _tx, _input, items) =>
    items.map(({ id, entityId }) =>
      stage.changed.has(entityId ?? "") ? { id, error: "row_changed_since" } : { id },
    ),
});
const forget = registerTaskKinds([kind]);
afterAll(forget);

let tenant: TestTenant;
let ctx: Ctx;
beforeEach(async () => {
  Object.assign(stage, { dieAfter: Infinity, refuse: new Set(), chunks: 0, changed: new Set() });
  tenant = await mintTenant();
  ({ ctx } = await mintStaff(tenant, "agent"));
  ctx = { ...ctx, now: new Date() };
});

const delivery = (over: Partial<JobDelivery> = {}): JobDelivery => ({
  name: runTask.name,
  jobId: newId(),
  attempt: 1,
  signal: new AbortController().signal,
  deadline: new Date(Date.now() + 60_000),
  timeoutMs: 60_000,
  ...over,
});
const work = (taskId: string, over: Partial<JobDelivery> = {}) =>
  runTask.handle(tenant.ctx, { taskId }, delivery(over));
const ids = (count: number) => Array.from({ length: count }, () => newId());
const facts = async () => {
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute<{ entity_id: string }>(
      sql`select entity_id from events where tenant_id = ${tenant.id} and name = 'file.deleted'`,
    ),
  );
  return rows.map((row) => row.entity_id).toSorted();
};

test("every row is done once, with its fact by the person who started it, and the report says so", async () => {
  const chosen = ids(35);
  const { id } = await startTask(ctx, kind, { ids: chosen });
  await work(id);
  expect(await getTask(ctx, { taskId: id })).toMatchObject({
    status: "done",
    total: 35,
    done: 35,
    failed: 0,
    canUndo: true,
    startedBy: "Test agent",
  });
  expect(await facts()).toEqual(chosen.toSorted());
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute<{ body: string }>(
      sql`select body from events where tenant_id = ${tenant.id} and name = 'file.deleted' limit 1`,
    ),
  );
  expect(rows[0]?.body).toContain('"kind":"user"');
});

test("killed in the middle it goes on where the last commit was: no row is lost, none is done twice", async () => {
  const chosen = ids(45);
  const { id } = await startTask(ctx, kind, { ids: chosen });
  stage.dieAfter = 2;
  await expect(work(id)).rejects.toThrow("killed here");
  expect(await getTask(ctx, { taskId: id })).toMatchObject({ status: "running", done: 20 });
  stage.dieAfter = Infinity;
  await Promise.all([work(id), work(id), work(id)]);
  expect(await getTask(ctx, { taskId: id })).toMatchObject({ status: "done", done: 45 });
  expect(await facts()).toEqual(chosen.toSorted());
});

test("a row that a rule refuses fails alone: its neighbours are done, its own facts are not stated", async () => {
  const chosen = ids(25);
  const bad = chosen[12] ?? "";
  stage.refuse.add(bad);
  const { id } = await startTask(ctx, kind, { ids: chosen });
  await work(id);
  expect(await getTask(ctx, { taskId: id })).toMatchObject({ status: "done", done: 24, failed: 1 });
  expect(await facts()).toEqual(chosen.filter((each) => each !== bad).toSorted());
  const { items } = await listFailures(ctx, { taskId: id, limit: 50 });
  expect(items).toEqual([{ position: 13, entityId: bad, error: "row_changed_since", given: null }]);
});

test("undo takes back what nobody changed since, and counts what it left", async () => {
  const chosen = ids(30);
  const { id } = await startTask(ctx, kind, { ids: chosen });
  await work(id);
  stage.changed = new Set(chosen.slice(0, 4));
  await undoTask(ctx, { taskId: id });
  await work(id);
  expect(await getTask(ctx, { taskId: id })).toMatchObject({
    status: "undone",
    undone: 26,
    notUndone: 4,
    canUndo: false,
  });
  await expect(undoTask(ctx, { taskId: id })).rejects.toMatchObject({
    key: "task_cannot_be_undone",
  });
});

test("cancelled it stops at the chunk, and what was done can be undone", async () => {
  const { id } = await startTask(ctx, kind, { ids: ids(40) });
  stage.dieAfter = 1;
  await expect(work(id)).rejects.toThrow("killed here");
  stage.dieAfter = Infinity;
  expect(await cancelTask(ctx, { taskId: id })).toMatchObject({
    status: "cancelled",
    done: 10,
    canUndo: true,
  });
  await work(id);
  expect(await getTask(ctx, { taskId: id })).toMatchObject({ status: "cancelled", done: 10 });
  await undoTask(ctx, { taskId: id });
  await work(id);
  expect(await getTask(ctx, { taskId: id })).toMatchObject({ status: "undone", undone: 10 });
});

test("too late there is no undo", async () => {
  const { id } = await startTask(ctx, kind, { ids: ids(3) });
  await work(id);
  const later = { ...ctx, now: new Date(Date.now() + 61 * 60_000) };
  await expect(undoTask(later, { taskId: id })).rejects.toMatchObject({
    key: "task_cannot_be_undone",
  });
});

test("who is disabled meanwhile goes no further", async () => {
  const { id } = await startTask(ctx, kind, { ids: ids(3) });
  await inTenant(tenant.ctx, (tx) =>
    tx.execute(sql`update memberships set status = 'disabled' where tenant_id = ${tenant.id}`),
  );
  await work(id);
  expect(await facts()).toEqual([]);
  const { ctx: owner } = await mintStaff(tenant, "owner");
  expect(await getTask(owner, { taskId: id })).toMatchObject({
    status: "failed",
    error: "task_right_lost",
    total: 3,
  });
});

test("after five failed tries it is given up and says why", async () => {
  const { id } = await startTask(ctx, kind, { ids: ids(3) });
  stage.dieAfter = 0;
  await expect(work(id, { attempt: 5 })).rejects.toThrow("killed here");
  expect(await getTask(ctx, { taskId: id })).toMatchObject({
    status: "failed",
    error: "task_gave_up",
  });
});

test("a colleague's task is not there for an agent, and is for a manager", async () => {
  const { id } = await startTask(ctx, kind, { ids: ids(1) });
  const { ctx: other } = await mintStaff(tenant, "agent");
  const { ctx: owner } = await mintStaff(tenant, "owner");
  expect((await listTasks(other, { limit: 10 })).items).toEqual([]);
  await expect(cancelTask(other, { taskId: id })).rejects.toMatchObject({ code: "not_found" });
  expect((await listTasks(owner, { limit: 10 })).items.map((task) => task.id)).toEqual([id]);
});

test("no rows, no task; a key starts none", async () => {
  await expect(startTask(ctx, kind, { ids: [] })).rejects.toMatchObject({
    key: "task_without_rows",
  });
  const key = {
    ...ctx,
    actor: { kind: "apiKey", apiKeyId: newId(), scopes: ["tenant.read"] },
  } as const;
  await expect(async () => startTask(key, kind, { ids: ids(1) })).rejects.toMatchObject({
    key: "task_needs_person",
  });
});
