import { timingSafeEqual } from "node:crypto";
import { composition } from "@/server/composition";
import { readGauges } from "@/server/observability/collect-process-metrics";
import { metrics } from "@/server/observability/metrics";
import type { Door } from "./door";

/** /api/metrics for Prometheus: with the token where one is set, else from this machine only. Strangers see nothing there. */
export const metricsDoor: Door = async (request, { ip, proxied }) => {
  const token = composition().env.TRAMA_METRICS_TOKEN;
  const allowed = token
    ? sameText(request.headers.get("authorization") ?? "", `Bearer ${token}`)
    : !proxied && (ip === "127.0.0.1" || ip === "::1");
  if (!allowed) return new Response(null, { status: 404 });
  readGauges();
  return new Response(await metrics.registry.metrics(), {
    headers: { "content-type": metrics.registry.contentType, "cache-control": "no-store" },
  });
};

function sameText(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
