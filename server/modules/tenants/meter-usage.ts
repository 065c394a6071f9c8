import { LimitReached } from "@/server/kernel/errors";
import { log } from "@/server/log";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { type Counted, countUsage } from "./count-usage";
import type { Resource } from "./rules/resources";

/** How long a unit may wait to be written down, and what a process that is killed loses. */
const FLUSH_MS = 1_000;
/** So near to the limit each unit is counted before it is granted, so that none goes beyond. */
const NEAR = 2_000;

type Meter = {
  ctx: Ctx;
  resource: Resource;
  /** Granted, not yet written down. */
  pending: number;
  /** What the limit left when it was last asked. */
  left: number;
};

const key = Symbol.for("trama.meters");
type Meters = { timer?: NodeJS.Timeout; byFlow: Map<string, Meter> };
type Holder = { [key]?: Meters };
/** On globalThis because main.ts and Next are two module graphs. */
const meters = (): Meters => ((globalThis as Holder)[key] ??= { byFlow: new Map() });

/**
 * Counts a flow (API calls, messages), in a short transaction of its own; where the limit is far, by a sum that is written
 * down every second (decision 0109). Throws `LimitReached` when the month's limit is reached.
 */
export async function meterUsage(ctx: Ctx, resource: Resource, delta = 1): Promise<void> {
  const { timer, byFlow } = meters();
  const flow = `${ctx.tenantId}:${resource}`;
  const meter = byFlow.get(flow);
  if (timer && meter && meter.left - meter.pending - delta >= NEAR) {
    meter.pending += delta;
    meter.ctx = ctx;
    return;
  }
  const left = leftOf(await inTenant(ctx, (tx) => countUsage(ctx, tx, resource, delta)));
  if (timer) byFlow.set(flow, { ctx, resource, pending: byFlow.get(flow)?.pending ?? 0, left });
}

const leftOf = ({ used, maximum }: Counted): number =>
  maximum === null ? Number.POSITIVE_INFINITY : maximum - used;

/** From now on this process sums up; a process that may be frozen between requests never starts it and counts each. */
export function startMeters(): void {
  meters().timer ??= setInterval(() => void flushMeters(), FLUSH_MS).unref();
}

/** Writes down what is pending; at the process's end too. */
export async function stopMeters(): Promise<void> {
  clearInterval(meters().timer);
  delete meters().timer;
  await flushMeters();
  meters().byFlow.clear();
}

async function flushMeters(): Promise<void> {
  await Promise.all([...meters().byFlow.values()].map(flush));
}

async function flush(meter: Meter): Promise<void> {
  const { ctx, resource, pending } = meter;
  if (pending === 0) return;
  meter.pending = 0;
  const now = new Date(Math.max(ctx.now.getTime(), Date.now() - FLUSH_MS));
  await inTenant({ ...ctx, now }, (tx) => countUsage({ ...ctx, now }, tx, resource, pending)).then(
    (counted) => (meter.left = leftOf(counted)),
    (error: unknown) => {
      meter.left = 0;
      // Beyond the limit, since it was lowered meanwhile: what was granted was granted.
      if (error instanceof LimitReached) return;
      meter.pending += pending;
      log.warn({ err: error, tenantId: ctx.tenantId, resource }, "usage not written yet");
    },
  );
}
