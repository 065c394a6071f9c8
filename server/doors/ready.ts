import { readMigrationState } from "@/db/migration-state";
import { composition } from "@/server/composition";
import { draining } from "@/server/http/draining";
import type { Door } from "./door";

/** How long one check may take before it counts as failed. */
const CHECK_MS = 3_000;

/**
 * /api/ready: may traffic come? 200 when the database answers, its schema is the code's, the queue can be
 * written and the process is not draining; else 503 with the name of what is missing, never its reason.
 */
export const readyDoor: Door = async () => {
  const checks = {
    serving: draining.on ? "draining" : "ok",
    ...(await inTime({ database: checkDatabase, migrations: checkMigrations, queue: checkQueue })),
  };
  const ready = Object.values(checks).every((state) => state === "ok");
  return Response.json(
    { status: ready ? "ok" : "unavailable", checks },
    { status: ready ? 200 : 503, headers: { "cache-control": "no-store" } },
  );
};

async function inTime(
  checks: Record<string, () => Promise<boolean>>,
): Promise<Record<string, string>> {
  const results = Object.entries(checks).map(async ([name, check]) => {
    const late = new Promise<boolean>((resolve) => setTimeout(resolve, CHECK_MS, false).unref());
    const ok = await Promise.race([check().catch(() => false), late]);
    return [name, ok ? "ok" : "failed"] as const;
  });
  return Object.fromEntries(await Promise.all(results));
}

async function checkDatabase(): Promise<boolean> {
  const { app, platform } = composition().db;
  await Promise.all([app.pool.query("select 1"), platform.pool.query("select 1")]);
  return true;
}

const checkMigrations = async (): Promise<boolean> =>
  (await readMigrationState(composition().db.app.pool)).upToDate;

/** Under graphile-worker the queue is this database; under QStash its outbox table is. */
async function checkQueue(): Promise<boolean> {
  const { rows } = await composition().db.app.pool.query<{ ok: boolean }>(
    "select has_function_privilege('app.enqueue_jobs(jsonb)', 'execute') as ok",
  );
  return rows[0]?.ok === true;
}
