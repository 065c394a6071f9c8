import { collectDefaultMetrics } from "prom-client";
import { composition } from "@/server/composition";
import { liveHub } from "@/server/events/live/live-hub";
import { onVendorCall } from "@/server/outbound/vendor-calls";
import { metrics } from "./metrics";

/** Starts what fills the registry by itself: process figures, pools, vendor calls. Call once, in main.ts. */
export function collectProcessMetrics(): void {
  collectDefaultMetrics({ register: metrics.registry, prefix: "trama_" });
  onVendorCall(({ vendor, operation, outcome, durationMs }) =>
    metrics.vendorSeconds.observe({ vendor, operation, outcome }, durationMs / 1000),
  );
}

/** Reads the gauges that are only true at the moment of asking. */
export function readGauges(): void {
  const { db } = composition();
  metrics.liveConnections.set(liveHub().size);
  for (const [pool, { pool: connections }] of Object.entries(db)) {
    metrics.poolConnections.set({ pool, state: "open" }, connections.totalCount);
    metrics.poolConnections.set({ pool, state: "idle" }, connections.idleCount);
    metrics.poolConnections.set({ pool, state: "waiting" }, connections.waitingCount);
  }
}
