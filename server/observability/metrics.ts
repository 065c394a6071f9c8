import { Counter, Gauge, Histogram, Registry } from "prom-client";

/** Every number that /api/metrics shows; labels are few and bounded, and never name a tenant or a person. */
export type Metrics = {
  registry: Registry;
  /** Seconds by door (`trpc`, `v1`, `page`…), method and class of status (`2xx`). */
  httpSeconds: Histogram<"door" | "method" | "status">;
  /** Seconds by job name and outcome (done, retry, buried). */
  jobSeconds: Histogram<"job" | "outcome">;
  /** Seconds by vendor, operation and outcome. */
  vendorSeconds: Histogram<"vendor" | "operation" | "outcome">;
  poolConnections: Gauge<"pool" | "state">;
  liveConnections: Gauge;
  unexpectedErrors: Counter;
};

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

const key = Symbol.for("trama.metrics");
type Holder = { [key]?: Metrics };

/** The process's one registry; on globalThis, because main.ts and Next are two module graphs. */
export const metrics: Metrics = ((globalThis as Holder)[key] ??= createMetrics());

function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const seconds = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Histogram({ name, help, labelNames, buckets: SECONDS, registers });
  return {
    registry,
    httpSeconds: seconds("trama_http_request_seconds", "Time to answer a request", [
      "door",
      "method",
      "status",
    ]),
    jobSeconds: seconds("trama_job_seconds", "Time of one delivery of a job", ["job", "outcome"]),
    vendorSeconds: seconds("trama_vendor_call_seconds", "Time of one vendor call", [
      "vendor",
      "operation",
      "outcome",
    ]),
    poolConnections: new Gauge({
      name: "trama_pool_connections",
      help: "Database connections by pool and state",
      labelNames: ["pool", "state"],
      registers,
    }),
    liveConnections: new Gauge({
      name: "trama_live_connections",
      help: "Open streams of live updates",
      registers,
    }),
    unexpectedErrors: new Counter({
      name: "trama_unexpected_errors_total",
      help: "Errors that nobody expected",
      registers,
    }),
  };
}
