import { type Breaker, newBreaker } from "./breaker";
import { newBucket, type TokenBucket } from "./token-bucket";

/** What the process remembers about one tenant's use of one integration. */
export type Lane = {
  readonly breaker: Breaker;
  readonly bucket: TokenBucket;
  /** The vendor asked us to wait until then (Retry-After). */
  pausedUntilMs: number;
  usedAtMs: number;
};

const key = Symbol.for("trama.outbound.lanes");
type Holder = { [key]?: Map<string, Lane> };

/** Lanes kept at most; beyond it those idle for ten minutes with a closed breaker are forgotten. */
const MAX_LANES = 20_000;
const IDLE_MS = 600_000;

/** The lane of (tenant, vendor, integration); the tenant is always in the key, so that no tenant can trip another's. */
export function laneOf(
  tenantId: string,
  integration: { id: string; vendor: string },
  burst: number,
  nowMs: number,
): Lane {
  const lanes = ((globalThis as Holder)[key] ??= new Map());
  const name = JSON.stringify([tenantId, integration.vendor, integration.id]);
  let lane = lanes.get(name);
  if (!lane) {
    if (lanes.size >= MAX_LANES) forgetIdle(lanes, nowMs);
    lane = {
      breaker: newBreaker(),
      bucket: newBucket(burst, nowMs),
      pausedUntilMs: 0,
      usedAtMs: 0,
    };
    lanes.set(name, lane);
  }
  lane.usedAtMs = nowMs;
  return lane;
}

/** Forgets every lane (tests). */
export const forgetLanes = (): void => (globalThis as Holder)[key]?.clear();

function forgetIdle(lanes: Map<string, Lane>, nowMs: number): void {
  for (const [name, lane] of lanes)
    if (lane.breaker.state === "closed" && nowMs - lane.usedAtMs > IDLE_MS) lanes.delete(name);
}
