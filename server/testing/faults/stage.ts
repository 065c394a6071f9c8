import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { inject } from "vitest";
import { migrate } from "@/db/migrate";
import { startTestPostgres } from "@/scripts/supervisor/test-postgres.mjs";
import { compose, type Composition, setComposition } from "@/server/composition";
import { readEnv } from "@/server/env";
import { registerJobs } from "@/server/jobs/registry";
import { forgetLanes } from "@/server/outbound/lanes";
import { setOutboundSeams } from "@/server/outbound/seams";
import { type FaultProxy, openFaultProxy } from "../fault-proxy";
import { type HttpListener, listenHttp } from "../http-listener";
import { patientJob } from "./patient-job";

/** Where seeds are played: a PostgreSQL of their own behind a bad line, and a receiver of webhooks. */
export type Stage = {
  readonly proxy: FaultProxy;
  readonly receiver: HttpListener;
  /** What a worker in a process of its own needs to reach the same database over the same line. */
  readonly workerEnv: Record<string, string>;
  /** One statement as superuser, past the line; waits for a server that recovers. */
  ask<R extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<R[]>;
  close(): Promise<void>;
};

/** Small, so that a crowd of verbs really waits for connections. */
const POOL = 8;

/** Starts the server (commits wait for their WAL, so that a crash may lose none) and points this process at it. */
export async function openStage(): Promise<Stage> {
  const postgres = await startTestPostgres({ settings: { synchronous_commit: "on" } });
  await migrate(postgres.url, inject("masterKey"));
  const proxy = await openFaultProxy({ host: "127.0.0.1", port: postgres.port });
  const receiver = await listenMoodily();
  const data = mkdtempSync(join(tmpdir(), "trama-faults-"));
  const url = new URL(postgres.url);
  url.port = String(proxy.port);
  const workerEnv = {
    DATABASE_URL: url.toString(),
    DATABASE_PLATFORM_URL: "",
    TRAMA_DATABASE_POOL: String(POOL),
    TRAMA_DATA: data,
    TRAMA_TEST_WEBHOOK_PORT: String(receiver.port),
  };
  const composed = compose(readEnv({ ...process.env, ...workerEnv }));
  setComposition(composed);
  setOutboundSeams({ allowLoopbackPorts: [receiver.port] });
  const unregister = registerJobs([patientJob]);
  return {
    proxy,
    receiver,
    workerEnv,
    ask: (text, values) => askPatiently(postgres.superuserUrl, text, values),
    close: async () => {
      unregister();
      setOutboundSeams({});
      forgetLanes();
      await closeComposition(composed);
      await Promise.all([proxy.close(), receiver.close()]);
      await postgres.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** A receiver that fails the first attempt of one message in eight, by its id. */
function listenMoodily(): Promise<HttpListener> {
  const seen = new Set<string>();
  return listenHttp(({ headers }, response) => {
    const id = String(headers["webhook-id"]);
    const fails = /[07]$/.test(id) && !seen.has(id);
    seen.add(id);
    response.writeHead(fails ? 500 : 204).end();
  });
}

async function closeComposition({ db }: Composition): Promise<void> {
  setComposition(undefined);
  await Promise.all([db.app.close(), db.platform.close()]);
}

const PATIENCE_MS = 60_000;

async function askPatiently<R extends pg.QueryResultRow>(
  connectionString: string,
  text: string,
  values: unknown[] = [],
): Promise<R[]> {
  const endMs = Date.now() + PATIENCE_MS;
  for (;;) {
    const client = new pg.Client({ connectionString, connectionTimeoutMillis: 2_000 });
    client.on("error", () => undefined);
    try {
      await client.connect();
      return (await client.query<R>(text, values)).rows;
    } catch (error) {
      if (!isAway(error) || Date.now() > endMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

/** No SQLSTATE (the connection ended), or the server's own word that it stops, starts or recovers. */
export function isAway(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code !== "string" || !/^[0-9A-Z]{5}$/.test(code) || /^(?:08|57P|EP)/.test(code);
}
