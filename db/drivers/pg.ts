import pg from "pg";
import { type Database, databaseOver } from "../client";

/**
 * A server that vanished without a word (host lost, address forgotten by a router) answers no probe: the socket ends
 * after about 20 s, where a query that waits for its answer would wait for ever.
 */
export const NOTICES_DEAD_SERVER = {
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
} as const;

/** A pool over TCP under the role that the URL names. */
export function openPg(url: string, max: number): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
    ...NOTICES_DEAD_SERVER,
    application_name: "trama",
    // What is sent without waiting leaves at once, instead of each behind the other's answer.
    pipeline: true,
  });
  return databaseOver(pool);
}
