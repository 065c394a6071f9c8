import { log } from "@/server/log";
import type { FailureKind } from "./vendor-failure";

/** One finished call, for metrics, traces and logs: no header, body, address or vendor text in it. */
export type VendorCallRecord = {
  readonly tenantId: string;
  readonly requestId: string;
  readonly vendor: string;
  readonly integrationId: string;
  readonly operation: string;
  readonly outcome: "ok" | "held" | "breaker_open" | "rate_limited" | FailureKind;
  /** HTTP status of the last failure, where there was one. */
  readonly status?: number;
  readonly attempts: number;
  readonly startedAtMs: number;
  readonly durationMs: number;
};

type Listener = (record: VendorCallRecord) => void;

const key = Symbol.for("trama.outbound.listeners");
type Holder = { [key]?: Set<Listener> };
const listeners = (): Set<Listener> => ((globalThis as Holder)[key] ??= new Set());

/** Hears of every finished vendor call (metrics, traces), in the call's own async context. Returns the way to stop. */
export function onVendorCall(listener: Listener): () => void {
  listeners().add(listener);
  return () => listeners().delete(listener);
}

/**
 * Logs the call and tells the listeners; a listener that throws harms nobody.
 * `quiet`: a driver's call (cache, rate limit), several a request; its successes are for debugging only.
 */
export function reportVendorCall(record: VendorCallRecord, quiet: boolean): void {
  const level = record.outcome !== "ok" ? "warn" : quiet ? "debug" : "info";
  log[level](record, "vendor call");
  for (const listener of listeners())
    try {
      listener(record);
    } catch (error) {
      log.error({ err: error }, "vendor call listener failed");
    }
}
