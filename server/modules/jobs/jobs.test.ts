import { beforeEach, expect, test } from "vitest";
import { sql } from "drizzle-orm";
import { composition } from "@/server/composition";
import { buryJob } from "@/server/jobs/bury-job";
import { newId, PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { asJobs } from "@/server/testing/queue-rigs/graphile-rig";
import { mintStaff, mintTenant, type TestTenant } from "@/server/testing/tenant";
import { dismissAnyDeadLetter } from "./dismiss-any-dead-letter";
import { dismissDeadLetter } from "./dismiss-dead-letter";
import { listAnyDeadLetters } from "./list-any-dead-letters";
import { listDeadLetters } from "./list-dead-letters";
import { replayAnyDeadLetter } from "./replay-any-dead-letter";
import { replayDeadLetter } from "./replay-dead-letter";

let a: TestTenant;
let b: TestTenant;
let admin: Ctx;
let platform: Ctx;
beforeEach(async () => {
  a = await mintTenant();
  b = await mintTenant();
  admin = (await mintStaff(a, "admin")).ctx;
  const actor = { kind: "platform", userId: newId(), sessionId: newId() } as const;
  platform = { ...a.ctx, tenantId: PLATFORM_TENANT_ID, actor };
});

const page = { status: "open", limit: 50 } as const;
/** A dead letter of the tenant; returns the letter's and the job's ids. */
async function bury(tenant: TestTenant, name = "test.buried") {
  const jobId = newId();
  await buryJob(
    tenant.ctx,
    { job: name, id: jobId, payload: { secret: "of the tenant" } },
    { attempts: 12, error: new Error("no") },
  );
  const { items } = await listDeadLetters(tenant.ctx, page);
  return { jobId, id: items.find((item) => item.jobId === jobId)?.id ?? "" };
}
const waiting = async (tenant: TestTenant) =>
  (
    await asJobs(
      "select payload->>'id' as id, payload->>'job' as job from graphile_worker._private_jobs where payload->>'tenant' = $1 and payload->>'job' like 'test.%'",
      [tenant.id],
    )
  ).rows;
const facts = async (tenant: TestTenant) => {
  const { rows } = await inTenant(tenant.ctx, (tx) =>
    tx.execute<{ name: string; kind: string }>(
      sql`select name, body::jsonb->'actor'->>'kind' as kind from events where tenant_id = ${tenant.id} order by seq`,
    ),
  );
  return rows.map(({ name, kind }) => `${name} by ${kind}`);
};

test("a replay asks for the same job under the same id and says who did it", async () => {
  const { id, jobId } = await bury(a);
  await replayDeadLetter(admin, { id });
  expect(await waiting(a)).toEqual([{ id: jobId, job: "test.buried" }]);
  expect(await facts(a)).toEqual(["job.failed by system", "job.replayed by user"]);
  const { items } = await listDeadLetters(admin, { ...page, status: "replayed" });
  expect(items[0]).toMatchObject({ id, resolvedBy: expect.stringMatching(/^user:/) });
});

test("of two people one is first; the other is told", async () => {
  const { id } = await bury(a);
  const both = await Promise.allSettled([
    replayDeadLetter(admin, { id }),
    dismissDeadLetter(admin, { id }),
  ]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  await expect(replayDeadLetter(admin, { id })).rejects.toMatchObject({
    key: "job_already_resolved",
  });
});

test("another tenant's letter is not found, not listed and not changed", async () => {
  const { id } = await bury(b);
  await expect(replayDeadLetter(admin, { id })).rejects.toMatchObject({ code: "not_found" });
  await expect(dismissDeadLetter(admin, { id })).rejects.toMatchObject({ code: "not_found" });
  expect((await listDeadLetters(admin, page)).items).toEqual([]);
  expect(await waiting(b)).toEqual([]);
});

test("only managers of the tenant see and replay failed jobs", async () => {
  const { id } = await bury(a);
  for (const role of ["agent", "finance", "technician"] as const) {
    const { ctx } = await mintStaff(a, role);
    await expect(listDeadLetters(ctx, page)).rejects.toMatchObject({ code: "forbidden" });
    await expect(replayDeadLetter(ctx, { id })).rejects.toMatchObject({ code: "forbidden" });
    await expect(dismissDeadLetter(ctx, { id })).rejects.toMatchObject({ code: "forbidden" });
  }
  for (const verb of [
    listAnyDeadLetters(admin, page),
    replayAnyDeadLetter(admin, { id, tenantId: a.id }),
  ])
    await expect(verb).rejects.toMatchObject({ code: "forbidden" });
});

test("the pages hold every letter once, newest first", async () => {
  for (let n = 0; n < 5; n++) await bury(a, `test.n${n}`);
  const names: string[] = [];
  let cursor: string | undefined;
  for (;;) {
    const { items, nextCursor } = await listDeadLetters(admin, {
      status: "open",
      limit: 2,
      cursor,
    });
    names.push(...items.map(({ name }) => name));
    if (!nextCursor) break;
    cursor = nextCursor;
  }
  expect(names).toEqual([4, 3, 2, 1, 0].map((n) => `test.n${n}`));
});

test("the platform sees every tenant's letters without what they carry", async () => {
  const [own, others] = [await bury(a), await bury(b)];
  const { items } = await listAnyDeadLetters(platform, page);
  const seen = items.filter(({ id }) => id === own.id || id === others.id);
  expect(seen.map(({ tenantSlug }) => tenantSlug).toSorted()).toEqual([a.slug, b.slug].toSorted());
  expect(JSON.stringify(items)).not.toContain("of the tenant");
});

test("what the platform replays runs as the tenant and stands in the tenant's chain", async () => {
  const { id, jobId } = await bury(b);
  await expect(replayAnyDeadLetter(platform, { tenantId: a.id, id })).rejects.toMatchObject({
    code: "not_found",
  });
  await replayAnyDeadLetter(platform, { tenantId: b.id, id });
  expect(await waiting(b)).toEqual([{ id: jobId, job: "test.buried" }]);
  expect(await facts(b)).toContain("job.replayed by platform");
  const second = await bury(b);
  await dismissAnyDeadLetter(platform, { tenantId: b.id, id: second.id });
  expect(await facts(b)).toContain("job.dismissed by platform");
  const { rows } = await composition().db.platform.pool.query(
    "select count(*)::int as n from events where tenant_id = $1 and name = 'platform.access' and entity_id = $2",
    [PLATFORM_TENANT_ID, b.id],
  );
  expect(rows[0].n).toBeGreaterThan(0);
});

test("a job buried twice is one letter; buried again after a replay it is open anew", async () => {
  const { id, jobId } = await bury(a);
  const again = { job: "test.buried", id: jobId, payload: {} };
  await buryJob(a.ctx, again, { attempts: 12, error: "again" });
  expect((await listDeadLetters(admin, page)).items).toHaveLength(1);
  await replayDeadLetter(admin, { id });
  await buryJob(a.ctx, again, { attempts: 3, error: "again" });
  expect((await listDeadLetters(admin, page)).items).toMatchObject([
    { id, attempts: 3, error: "again", resolvedAt: null },
  ]);
});
