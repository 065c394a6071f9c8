import { type Breaker, newBreaker } from "./breaker";
import { newBucket, type TokenBucket } from "./token-bucket";

/** What the process remembers about one tenant's use of one integration. */
export type Lane = {
  readonly breaker: Breaker;
  readonly bucket: TokenBucket;
  /** The vendor asked us to wait until then (Retry-After). */
  pausedUntilMs: number;
};

const key = Symbol.for("trama.outbound.lanes");
type Holder = { [key]?: Map<string, Lane> };

/** Lanes kept at most (about 5 MB); the one unused for longest makes room. */
export const LANES_MAX = 20_000;

/** The lane of (tenant, vendor, integration); the tenant is always in the key, so that no tenant can trip another's. */
export function laneOf(
  tenantId: string,
  integration: { id: string; vendor: string },
  burst: number,
  nowMs: number,
): Lane {
  const lanes = ((globalThis as Holder)[key] ??= new Map());
  const name = JSON.stringify([tenantId, integration.vendor, integration.id]);
  const known = lanes.get(name);
  const lane = known ?? {
    breaker: newBreaker(),
    bucket: newBucket(burst, nowMs),
    pausedUntilMs: 0,
  };
  // Set anew, so that the map's order is the order of use.
  lanes.delete(name);
  lanes.set(name, lane);
  const oldest = lanes.keys().next().value;
  if (lanes.size > LANES_MAX && oldest !== undefined) lanes.delete(oldest);
  return lane;
}

/** Forgets every lane (tests). */
export const forgetLanes = (): void => (globalThis as Holder)[key]?.clear();
