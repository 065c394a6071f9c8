import next from "next";
import { flushApiKeyUse } from "./auth/api-key-use";
import { composition } from "./composition";
import { drain } from "./http/drain";
import { startServer } from "./http/start-server";
import { startWorker } from "./jobs/worker";
import { log } from "./log";
import { collectProcessMetrics } from "./observability/collect-process-metrics";
import { reportError, setErrorSink } from "./observability/report-error";
import { startTracing } from "./observability/tracing";
import { startHostSnapshot } from "./tenancy/host-snapshot-watch";

/** Starts everything that one process does: doors, pages, jobs, hosts. */
async function main(): Promise<void> {
  const { env, errorSink, spanExporter } = composition();
  const dev = env.TRAMA_DEV === "1";
  const tracing = startTracing(spanExporter);
  setErrorSink(errorSink);
  collectProcessMetrics();
  await startHostSnapshot();
  // Not the address we bind to: Next calls every loopback name `localhost` in middleware, and takes a rewrite
  // to any other name than its own for somebody else's server.
  const app = next({ dev, dir: process.cwd(), hostname: "localhost", port: env.PORT });
  await app.prepare();
  const pages = app.getRequestHandler();
  const { server, port } = await startServer((req, res) => pages(req, res), {
    host: env.HOST,
    port: env.PORT,
  });
  // Only Next's development client upgrades; the product's live updates are plain HTTP streams.
  if (dev) server.on("upgrade", app.getUpgradeHandler());
  else server.on("upgrade", (_req, socket) => socket.destroy());
  await startWorker();
  const flushing = setInterval(() => void flushApiKeyUse(), 10_000);
  log.info({ port }, "listening");

  const end = async () => {
    clearInterval(flushing);
    await drain(server, () => undefined);
    await tracing.stop();
    process.exit(0);
  };
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
}

// A process in an unknown state must not go on; the supervisor starts a new one.
for (const event of ["uncaughtException", "unhandledRejection"] as const)
  process.on(event, (error) => {
    reportError(error, { door: event });
    setTimeout(() => process.exit(1), 500).unref();
  });

main().catch((error: unknown) => {
  log.fatal({ err: error }, "cannot start");
  process.stderr.write(`Error: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
