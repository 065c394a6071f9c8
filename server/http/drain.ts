import type { Server } from "node:http";
import { flushApiKeyUse } from "@/server/auth/api-key-use";
import { composition, setComposition } from "@/server/composition";
import { closeLiveStreams } from "@/server/events/live/live-hub";
import { stopWorker } from "@/server/jobs/worker";
import { stopMeters } from "@/server/modules/tenants/meter-usage";
import { log } from "@/server/log";
import { stopHostSnapshot } from "@/server/tenancy/host-snapshot-watch";
import { draining } from "./draining";

/** How long requests and jobs under way may take to end. */
const DRAIN_MS = 20_000;

/** Ends the process's work in order: not ready → no new connections → streams, requests and jobs under way → pools. */
export async function drain(server: Server): Promise<void> {
  draining.on = true;
  log.info("draining");
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  closeLiveStreams();
  server.closeIdleConnections();
  const jobs = stopWorker(DRAIN_MS).catch((error: unknown) =>
    log.error({ err: error }, "worker did not stop"),
  );
  const late = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  // A connection that a browser keeps open and idle must not hold us for the whole time.
  const sweep = setInterval(() => server.closeIdleConnections(), 200);
  await Promise.all([closed, jobs]);
  clearTimeout(late);
  clearInterval(sweep);
  await flushApiKeyUse();
  await stopMeters();
  await stopHostSnapshot();
  const { db, routers } = composition();
  setComposition(undefined);
  await routers.close();
  await Promise.all([db.app.close(), db.platform.close()]);
  log.info("drained");
}
