import { composition } from "@/server/composition";
import { flushApiKeyUse } from "@/server/auth/api-key-use";
import { startWorker } from "@/server/jobs/worker";
import { startMeters } from "@/server/modules/tenants/meter-usage";
import { log } from "@/server/log";
import { collectProcessMetrics } from "@/server/observability/collect-process-metrics";
import { setErrorSink } from "@/server/observability/report-error";
import { startTracing } from "@/server/observability/tracing";
import { requireReadableKeys } from "@/server/secrets/require-readable-keys";
import { startHostSnapshot } from "@/server/tenancy/host-snapshot-watch";
import { drain } from "./drain";
import type { Pages } from "./handle";
import { type RunningServer, startServer } from "./start-server";

/** How often the last use of API keys is written down. */
const FLUSH_MS = 10_000;

/** A whole process at work; `end` drains it. */
export type RunningProcess = RunningServer & { end(): Promise<void> };

/** Starts everything that one process does: hosts, doors, pages, jobs. `openPages` is called once hosts are known. */
export async function run(openPages: () => Promise<Pages>): Promise<RunningProcess> {
  const { env, errorSink, spanExporter } = composition();
  const tracing = startTracing(spanExporter);
  setErrorSink(errorSink);
  collectProcessMetrics();
  await startHostSnapshot();
  await requireReadableKeys();
  const running = await startServer(await openPages(), { host: env.HOST, port: env.PORT });
  await startWorker();
  startMeters();
  const flushing = setInterval(() => void flushApiKeyUse(), FLUSH_MS);
  log.info({ port: running.port }, "listening");
  const end = async () => {
    clearInterval(flushing);
    await drain(running.server);
    await tracing.stop();
  };
  return { ...running, end };
}
