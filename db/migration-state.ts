import type { Pool } from "pg";
import journal from "./migrations/meta/_journal.json";

const last = Math.max(...journal.entries.map((entry) => entry.when));

/** Has every migration that this code knows run on the database? A newer database is fine: a new version is rolling out. */
export async function readMigrationState(
  pool: Pick<Pool, "query">,
): Promise<{ upToDate: boolean; applied: number }> {
  const { rows } = await pool.query<{ latest: string | null; applied: string }>(
    "select max(created_at)::text as latest, count(*)::text as applied from drizzle.__drizzle_migrations",
  );
  return { upToDate: Number(rows[0]?.latest ?? 0) >= last, applied: Number(rows[0]?.applied ?? 0) };
}
