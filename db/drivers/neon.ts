import { neonConfig, Pool } from "@neondatabase/serverless";
import type pg from "pg";
import { type Database, databaseOver } from "../client";

/**
 * A pool over WebSocket (`@neondatabase/serverless`) under the role that the URL names.
 * `proxy` (`host:port`) sends it through a plain WebSocket proxy instead of Neon's own; the setting is the process's.
 * Give it the direct URL or the pooler's: tenants are set per transaction, so both are safe.
 */
export function openNeon(url: string, max: number, proxy?: string): Database {
  if (proxy) useProxy(proxy);
  const pool = new Pool({
    connectionString: url,
    max,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
    application_name: "trama",
  });
  // The driver bundles node-postgres: its Pool is pg's Pool, with another socket under it.
  return databaseOver(pool as unknown as pg.Pool);
}

function useProxy(proxy: string): void {
  neonConfig.wsProxy = (host, port) => `${proxy}/v1?address=${host}:${port}`;
  neonConfig.useSecureWebSocket = false;
  // Its default sends the password before the server asks, which a SCRAM server refuses.
  neonConfig.pipelineConnect = false;
}
