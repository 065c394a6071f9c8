import type { Database } from "@/db/client";
import type { RateLimiter } from "./port";

/** How often a hit also sweeps its tenant's windows that ended long ago. */
const SWEEP_EVERY = 500;

/**
 * Fixed windows in table `rate_limits`: one round trip and one upsert per hit, under the tenant's own
 * row-level security; a window starts at its first hit. Counters need not survive a crash of the server.
 */
export function openPostgresRateLimiter(database: Database): RateLimiter {
  let hits = 0;
  return {
    driver: "postgres",
    hit: async (tenantId, key, rule, cost = 1) => {
      const { rows } = await database.pool.query<{ used: number; reset_at: Date }>(
        "select used, reset_at from app.hit_rate_limit($1, $2, $3, $4, $5, $6)",
        [tenantId, key, rule.max, rule.windowSeconds, ++hits % SWEEP_EVERY === 0, cost],
      );
      const row = rows[0];
      if (!row) throw new Error("app.hit_rate_limit gave no row");
      return {
        ok: row.used <= rule.max,
        limit: rule.max,
        remaining: Math.max(0, rule.max - row.used),
        resetAt: row.reset_at,
      };
    },
  };
}
