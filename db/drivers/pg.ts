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
  return databaseOver(pool);
}
