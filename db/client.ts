import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import type { Pool, PoolClient } from "pg";
import { OutcomeUnknown } from "@/server/kernel/errors";
import { isUuid } from "@/server/kernel/ids";
import { spoilsNames } from "./statement-names";
import { type Manner, openLine, type TransactionLine } from "./transaction-line";
import { withoutValues } from "./without-values";

/** What verbs get: queries inside the open transaction, no way to begin or leave one. */
export type Tx = Omit<NodePgDatabase<Record<string, never>>, "transaction" | "$client">;

/** A pool under one role. Both drivers (pg, Neon over WebSocket) give the same shape. */
export type Database = {
  readonly pool: Pool;
  /**
   * Begins, sets the tenant for this transaction only, runs, commits; rolls back when `work` throws.
   * Throws `OutcomeUnknown` when the connection ends before the commit is answered; any other error means nothing was written.
   */
  transaction<T>(tenantId: string, work: (tx: Tx) => Promise<T>, manner?: Manner): Promise<T>;
  /**
   * A transaction in one round trip: begin, all statements of `work` and commit leave together. So `work` begins them all
   * before it waits for any answer (`Promise.all`); one that comes later is refused. For reading.
   */
  atOnce<T>(tenantId: string, work: (tx: Tx) => Promise<T>, manner?: Manner): Promise<T>;
  /**
   * One reading statement as the tenant, in one round trip where `transaction` takes three: for what is asked very often.
   * `text` is the program's own, without values; it runs as a transaction by itself.
   */
  glance<R extends Record<string, unknown>>(tenantId: string, text: string): Promise<R[]>;
  close(): Promise<void>;
};

/** Wraps a pool. The tenant is set in the same round trip as BEGIN; `set_config(…, true)` ends with the transaction. */
export function databaseOver(pool: Pool): Database {
  survive(pool);
  return {
    pool,
    transaction: (tenantId, work, manner = {}) =>
      onLine(pool, tenantId, manner, async (line) => {
        const result = await work(drizzle({ client: line.client }));
        await commit(line);
        return result;
      }),
    atOnce: (tenantId, work, manner = {}) =>
      onLine(pool, tenantId, manner, async (line) => {
        const release = line.hold();
        // A query of drizzle's is no promise yet and would run at each `then`.
        const answer = (async () => work(drizzle({ client: line.client })))();
        answer.catch(() => undefined);
        // Behind what is under way already: what `work` began by then is on the line, and nothing was answered yet.
        await new Promise<void>((resolve) => process.nextTick(resolve));
        const committed = commit(line);
        committed.catch(() => undefined);
        release();
        const result = await answer;
        await committed;
        return result;
      }),
    glance: async <R>(tenantId: string, text: string) => {
      // Statements sent together are one transaction, so the setting ends with them; each has a result of its own.
      const answers: unknown = await pool
        .query(`${asTenant(tenantId)}; ${text}`)
        .catch((error: unknown) => {
          throw withoutValues(error);
        });
      return (answers as { rows: R[] }[]).at(-1)?.rows ?? [];
    },
    close: () => pool.end(),
  };
}

/** A literal is safe here: isUuid allows hex digits and hyphens only. */
function asTenant(tenantId: string): string {
  if (!isUuid(tenantId)) throw new Error("tenant id is not a uuid");
  return `select set_config('app.tenant_id', '${tenantId}', true)`;
}

/** A borrowed client for one transaction; rolls back when `work` throws. */
async function onLine<T>(
  pool: Pool,
  tenantId: string,
  manner: Manner,
  work: (line: TransactionLine) => Promise<T>,
): Promise<T> {
  const begin = `begin; ${asTenant(tenantId)}`;
  const client = (await pool.connect()) as PoolClient;
  const line = openLine(client, begin, manner);
  let broken: unknown;
  try {
    return await work(line);
  } catch (error) {
    await line.rollback().catch((failure: unknown) => (broken = failure));
    if (spoilsNames(error)) broken ??= error;
    throw withoutValues(error);
  } finally {
    client.release(broken instanceof Error ? broken : undefined);
  }
}

async function commit(line: TransactionLine): Promise<void> {
  const command = await line.commit().catch((error: unknown) => {
    throw refusedCommit(error) ? error : new OutcomeUnknown({ cause: error });
  });
  // A statement failed and `work` went on: the database answers COMMIT with ROLLBACK and calls it no error.
  if (command !== undefined && command !== "COMMIT")
    throw new Error(`commit was answered with ${command}`);
}

/** Did the database itself say no (a deferred constraint), rather than the connection end (no SQLSTATE, class 08 or 57)? */
function refusedCommit(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) && !/^(?:08|57|EP)/.test(code);
}

/**
 * A connection that dies tells its listeners; with none the process would end. Idle ones speak through the pool,
 * borrowed ones through themselves; either way the next query on it fails and the pool makes another.
 */
function survive(pool: Pool): void {
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
}
