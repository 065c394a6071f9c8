import type { PostgresOptions, RunningPostgres } from "./postgres-types.mjs";

export type { PostgresOptions, RunnerKind, RunningPostgres } from "./postgres-types.mjs";

/** Starts the embedded PostgreSQL 18 on 127.0.0.1; every failure is one sentence (`Failure`). */
export function startPostgres(options: PostgresOptions): Promise<RunningPostgres>;

/** A throw-away server in the temporary folder, durability off; `stop()` removes the folder. */
export function startTestPostgres(
  options?: Partial<PostgresOptions>,
): Promise<RunningPostgres & { dataDir: string }>;
