import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import type { Pool, PoolClient } from "pg";
import { OutcomeUnknown } from "@/server/kernel/errors";
import { isUuid } from "@/server/kernel/ids";
import { traceQueries } from "./trace-queries";
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
  transaction<T>(tenantId: string, work: (tx: Tx) => Promise<T>): Promise<T>;
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
    transaction: async (tenantId, work) => {
      const begin = `begin; ${asTenant(tenantId)}`;
      const client = await pool.connect();
      let broken: unknown;
      try {
        await client.query(begin);
        const result = await work(drizzle({ client: traceQueries(client as PoolClient) }));
        await commit(client as PoolClient);
        return result;
      } catch (error) {
        await client.query("rollback").catch((failure: unknown) => (broken = failure));
        throw withoutValues(error);
      } finally {
        client.release(broken instanceof Error ? broken : undefined);
      }
    },
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

async function commit(client: PoolClient): Promise<void> {
  const { command } = await client.query("commit").catch((error: unknown) => {
    throw refusedCommit(error) ? error : new OutcomeUnknown({ cause: error });
  });
  // A statement failed and `work` went on: the database answers COMMIT with ROLLBACK and calls it no error.
  if (command !== "COMMIT") throw new Error(`commit was answered with ${command}`);
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
