import type { PoolClient } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { composition } from "@/server/composition";
import { newId } from "@/server/kernel/ids";
import { asJobs } from "@/server/testing/queue-rigs/graphile-rig";
import { mintTenant, type TestTenant } from "@/server/testing/tenant";

/** One connection throughout: what it plans while the queue is empty it keeps. */
let connection: PoolClient;
let tenant: TestTenant;
beforeAll(async () => {
  tenant = await mintTenant();
  connection = await composition().db.app.pool.connect();
});
afterAll(() => connection.release());

const spec = (n: number, more: object = {}) => ({
  ...{ id: newId(), name: "test.waits", payload: { n }, request: "r", ...more },
});

/** Asks for jobs in a transaction; how many jobs were read one after another for it. */
async function ask(specs: readonly object[], trace?: string): Promise<number> {
  const given = JSON.stringify(specs.map((one) => ({ ...one, trace })));
  await connection.query(`begin; select set_config('app.tenant_id', '${tenant.id}', true)`);
  await connection.query("select app.enqueue_jobs($1::jsonb)", [given]);
  const { rows } = await connection.query<{ read: number }>(
    "select seq_tup_read::int as read from pg_stat_xact_user_tables where relname = '_private_jobs'",
  );
  await connection.query("commit");
  return rows[0]?.read ?? 0;
}
const waiting = async () =>
  (
    await asJobs<{ payload: { payload: { n: number } }; key: string | null }>(
      "select payload, key from graphile_worker._private_jobs where payload->>'tenant' = $1 order by run_at, id",
      [tenant.id],
    )
  ).rows.map(({ payload, key }) => `${payload.payload.n}${key ? " keyed" : ""}`);

test("asking for jobs costs as much behind a backlog as before one, on connections that knew the queue empty", async () => {
  await asJobs("delete from graphile_worker._private_jobs");
  for (let n = 0; n < 12; n++) await ask([spec(n), spec(n, { key: `k${n}` })]);
  await ask(Array.from({ length: 9_000 }, (_, n) => spec(n)));
  expect(await ask([spec(1), spec(2)])).toBe(0);
  expect(await ask([spec(1, { key: "k1" }), spec(2, { key: "new" })])).toBe(0);
});

test("jobs with and without a key that are asked for together wait in the order in which they were asked for", async () => {
  await asJobs("delete from graphile_worker._private_jobs");
  await ask([spec(1), spec(2, { key: "a" }), spec(3), spec(4, { key: "b" })], "00-aa-bb-01");
  await ask([spec(5), spec(6, { key: "a" })]);
  // The second under one key is the first one, with the later place and payload.
  expect(await waiting()).toEqual(["1", "3", "4 keyed", "5", "6 keyed"]);
  const { rows } = await asJobs<{ payload: object }>(
    "select payload from graphile_worker._private_jobs where payload->>'tenant' = $1 order by run_at",
    [tenant.id],
  );
  const [first] = rows;
  expect(first?.payload).toEqual({
    ...{ job: "test.waits", tenant: tenant.id, id: expect.any(String), request: "r" },
    ...{ trace: "00-aa-bb-01", payload: { n: 1 } },
  });
});
