import { Logger, run as runLibrary } from "graphile-worker";
import pg from "pg";
import { z } from "zod";
import { roleUrl } from "@/db/role-urls";
import { composition } from "@/server/composition";
import { defineJob } from "@/server/jobs/define-job";
import { enqueue } from "@/server/jobs/enqueue";
import { runGraphileWorker } from "@/server/jobs/graphile/run-worker";
import { registerJobs } from "@/server/jobs/registry";
import { newId } from "@/server/kernel/ids";
import { systemCtx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { type Measure, sideBySide } from "./report";

const JOBS = 20_000;
/** The library alone is so much slower that fewer give its rate. */
const LIBRARY_JOBS = 4_000;
const TENANTS = 20;
const LATENCY_JOBS = 300;
const CONCURRENCY = 24;

let onStart: () => void = () => undefined;
const noopJob = defineJob({
  name: "bench.noop",
  schema: z.object({ n: z.number() }),
  handle: async () => onStart(),
});

/** Jobs as we run them (tenant, schema, timeout, fair order, dispatch) against graphile-worker alone with its defaults. */
export async function run(): Promise<Measure[]> {
  registerJobs([noopJob]);
  const { env } = composition();
  const url = roleUrl(env.DATABASE_URL, env.TRAMA_MASTER_KEY, "trama_jobs");
  const tenants = Array.from({ length: TENANTS }, () => systemCtx(newId(), "bench"));
  const library = new pg.Pool({ connectionString: url, max: 10 });
  library.on("error", ignore);
  library.on("connect", (client) => client.on("error", ignore));
  const throughput = await sideBySide(
    3,
    () => rate(JOBS, () => askOurs(tenants), startOurs),
    () =>
      rate(
        LIBRARY_JOBS,
        () => askLibrary(library),
        () => startLibrary(library),
      ),
  );
  const latency = await sideBySide(
    3,
    () => startP99(startOurs, () => askOne(tenants)),
    () =>
      startP99(
        () => startLibrary(library),
        () => askLibraryOne(library),
      ),
  );
  const enqueued = await enqueueRate(tenants);
  await library.end();
  const against = `graphile-worker alone, defaults, ${CONCURRENCY} at once`;
  return [
    { name: "noop jobs, 20 tenants", ...throughput, against, unit: "jobs/s", bar: "aim 10 000/s" },
    { name: "start latency p99", ...latency, against, unit: "ms", bar: "50 ms" },
    {
      name: "enqueue in one transaction",
      ...enqueued,
      against: "one add_job each",
      unit: "jobs/s",
    },
  ];
}

type Stop = () => Promise<void>;

/** Fills the queue first, then starts the worker; jobs per second until the last has started. */
async function rate(
  count: number,
  ask: () => Promise<void>,
  start: () => Promise<Stop>,
): Promise<number> {
  await ask();
  const { promise, resolve } = Promise.withResolvers<void>();
  let left = count;
  let firstMs = 0;
  onStart = () => {
    firstMs ||= performance.now();
    if (--left === 0) resolve();
  };
  const stop = await start();
  await promise;
  const seconds = (performance.now() - firstMs) / 1000;
  await stop();
  return count / seconds;
}

/** From the commit to the handler's first line, on a worker that has nothing else to do. */
async function startP99(start: () => Promise<Stop>, ask: () => Promise<void>): Promise<number> {
  const stop = await start();
  const waits: number[] = [];
  for (let n = 0; n < LATENCY_JOBS + 20; n++) {
    const { promise, resolve } = Promise.withResolvers<void>();
    onStart = resolve;
    await ask();
    const committedMs = performance.now();
    await promise;
    if (n >= 20) waits.push(Math.max(0, performance.now() - committedMs));
  }
  await stop();
  return waits.toSorted((a, b) => a - b)[Math.floor(waits.length * 0.99)] ?? Number.NaN;
}

async function startOurs(): Promise<Stop> {
  const worker = await runGraphileWorker({ schedules: false, concurrency: CONCURRENCY });
  return () => worker.stop(5_000);
}

async function startLibrary(pgPool: pg.Pool): Promise<Stop> {
  const runner = await runLibrary({
    pgPool,
    noHandleSignals: true,
    concurrency: CONCURRENCY,
    logger: new Logger(() => () => undefined),
    taskList: { bench: () => onStart() },
  });
  return () => runner.stop();
}

async function askOurs(tenants: ReturnType<typeof systemCtx>[]): Promise<void> {
  for (const ctx of tenants)
    await inTenant(ctx, async () => {
      for (let n = 0; n < JOBS / TENANTS; n++) enqueue(ctx, noopJob, { n });
    });
}

const askOne = async (tenants: ReturnType<typeof systemCtx>[]): Promise<void> => {
  const ctx = tenants[0] as ReturnType<typeof systemCtx>;
  await inTenant(ctx, async () => void enqueue(ctx, noopJob, { n: 1 }));
};

const askLibrary = async (pool: pg.Pool): Promise<void> => {
  await pool.query(
    "select graphile_worker.add_job('bench', json_build_object('n', n)) from generate_series(1, $1::int) n",
    [LIBRARY_JOBS],
  );
};

const askLibraryOne = async (pool: pg.Pool): Promise<void> => {
  await pool.query("select graphile_worker.add_job('bench', '{}'::json)");
};

/** 5 000 jobs in one business transaction: one statement against one `add_job` each. */
async function enqueueRate(tenants: ReturnType<typeof systemCtx>[]): ReturnType<typeof sideBySide> {
  const count = 5_000;
  const ctx = tenants[1] as ReturnType<typeof systemCtx>;
  const { env } = composition();
  const client = new pg.Client(roleUrl(env.DATABASE_URL, env.TRAMA_MASTER_KEY, "trama_jobs"));
  await client.connect();
  const timed = async (work: () => Promise<void>): Promise<number> => {
    const startedMs = performance.now();
    await work();
    const seconds = (performance.now() - startedMs) / 1000;
    await client.query("delete from graphile_worker._private_jobs");
    return count / seconds;
  };
  const result = await sideBySide(
    3,
    () =>
      timed(() =>
        inTenant(ctx, async () => {
          for (let n = 0; n < count; n++) enqueue(ctx, noopJob, { n });
        }),
      ),
    () =>
      timed(async () => {
        await client.query("begin");
        for (let n = 0; n < count; n++)
          await client.query(
            "select graphile_worker.add_job('bench', json_build_object('n', $1::int))",
            [n],
          );
        await client.query("commit");
      }),
  );
  await client.end();
  return result;
}

const ignore = (): void => undefined;
