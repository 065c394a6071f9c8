import pg from "pg";
import { type Database, databaseOver } from "../client";

/** A pool over TCP under the role that the URL names. */
export function openPg(url: string, max: number): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
    application_name: "trama",
  });
  // An idle connection that dies must not take the process with it; the pool makes a new one.
  pool.on("error", () => undefined);
  return databaseOver(pool);
}
