import { setTimeout as sleep } from "node:timers/promises";
import { TooManyRequests, TramaError, Unavailable } from "@/server/kernel/errors";
import { log } from "@/server/log";
import { scopes } from "@/server/tenancy/scope";
import { admit, settle, waitMs } from "./breaker";
import { classifyFailure, ForeignFailure, isOutage } from "./classify-failure";
import { type Lane, laneOf } from "./lanes";
import { limitsOf, retryClassOf } from "./limits";
import { outboundFetch } from "./outbound-fetch";
import { panicGate, PanicHeld, type PanicPass } from "./panic-gate";
import { mayRetry, retryDelayMs } from "./retry-delay";
import { nextTokenMs, reserve } from "./token-bucket";
import type { VendorCall, VendorCtx, VendorIo, VendorLimits } from "./types";
import { reportVendorCall, type VendorCallRecord } from "./vendor-calls";
import { VendorFailure } from "./vendor-failure";

/** One call under way. */
type Flight = {
  readonly call: VendorCall;
  readonly lane: Lane;
  readonly limits: VendorLimits;
  readonly signal: AbortSignal;
  readonly endsAtMs: number;
  attempts: number;
};

/**
 * The only way out of the process (architecture.md, law 2): panic switches, circuit breaker, rate limit,
 * deadline, retries, metric and log, per tenant and integration. `run` does the exchange with `io` alone.
 * Throws `Unavailable` (the vendor does not answer; retry later), `TooManyRequests` (our own limit),
 * `PanicHeld` (list it, do not retry), or what `run` threw when the vendor's answer was no.
 */
export async function callVendor<T>(
  ctx: VendorCtx,
  call: VendorCall,
  run: (io: VendorIo) => Promise<T>,
): Promise<T> {
  if (scopes.getStore())
    throw new Error(`vendor call ${call.operation} inside a transaction: do it in a job`);
  const startedAtMs = Date.now();
  const flight = takeOff(ctx, call, startedAtMs);
  let outcome: Pick<VendorCallRecord, "outcome" | "status"> = { outcome: "ok" };
  try {
    refuseWhileOpen(flight);
    const pass = await askPanic(ctx, call);
    return await settled(pass, () => attempt(flight, run));
  } catch (error) {
    outcome = outcomeOf(error);
    throw asUserError(error, call);
  } finally {
    const record = recordOf(ctx, flight, startedAtMs, outcome);
    reportVendorCall(record, call.actionClass === "none");
  }
}

function takeOff(ctx: VendorCtx, call: VendorCall, nowMs: number): Flight {
  const limits = limitsOf(call);
  return {
    call,
    limits,
    lane: laneOf(ctx.tenantId, call.integration, limits.burst, nowMs),
    signal: AbortSignal.timeout(call.deadlineMs),
    endsAtMs: nowMs + call.deadlineMs,
    attempts: 0,
  };
}

/** Before the panic gate, so that an open breaker does not use up a panic probe. */
function refuseWhileOpen({ lane }: Flight): void {
  const wait = waitMs(lane.breaker, Date.now());
  if (wait > 0) throw new BreakerOpen(wait);
}

async function askPanic(ctx: VendorCtx, call: VendorCall): Promise<PanicPass | undefined> {
  const actionClass = call.actionClass ?? "outbound";
  if (actionClass === "none") return undefined;
  // Only a class that the caller named adds up to an automatic switch: for the rest the breaker is enough.
  return panicGate(ctx, call.integration, actionClass, call.actionClass !== undefined);
}

async function settled<T>(pass: PanicPass | undefined, work: () => Promise<T>): Promise<T> {
  try {
    const result = await work();
    await tell(pass, { ok: true, outage: false });
    return result;
  } catch (error) {
    const sent = error instanceof VendorFailure && !(error instanceof BreakerOpen);
    await tell(pass, { ok: false, outage: sent && isOutage(error.kind) });
    throw error;
  }
}

/** What the vendor did is done: that it could not be noted must not look like a failed command. */
async function tell(pass: PanicPass | undefined, result: Parameters<PanicPass["settle"]>[0]) {
  await pass?.settle(result).catch((error: unknown) => log.error({ err: error }, "panic not told"));
}

async function attempt<T>(flight: Flight, run: (io: VendorIo) => Promise<T>): Promise<T> {
  for (;;) {
    await waitForTurn(flight);
    flight.attempts += 1;
    const failure = await tryOnce(flight, run);
    if ("value" in failure) return failure.value;
    const delay = retryDelayMs(flight.attempts, failure.error, Math.random());
    const again =
      flight.attempts < flight.limits.maxAttempts &&
      mayRetry(retryClassOf(flight.call), failure.error.kind) &&
      Date.now() + delay < flight.endsAtMs;
    if (!again) throw failure.error;
    await sleep(delay);
  }
}

async function tryOnce<T>(
  flight: Flight,
  run: (io: VendorIo) => Promise<T>,
): Promise<{ value: T } | { error: VendorFailure }> {
  const { lane, limits, signal, call } = flight;
  try {
    const io = { signal, fetch: outboundFetch(call, limits, signal), attempt: flight.attempts };
    const value = await untilAborted(run(io), signal);
    settle(lane.breaker, true, Date.now(), limits);
    return { value };
  } catch (thrown) {
    const error = classifyFailure(thrown);
    const down = isOutage(error.kind) && error.kind !== "throttled";
    settle(lane.breaker, !down, Date.now(), limits);
    if (error.kind === "throttled")
      lane.pausedUntilMs = Date.now() + Math.min(error.retryAfterMs ?? 1000, 60_000);
    return { error };
  }
}

/** Takes a token and the breaker's leave; waits within the deadline, else throws. */
async function waitForTurn({ lane, limits, endsAtMs }: Flight): Promise<void> {
  const nowMs = Date.now();
  const pauseMs = Math.max(0, lane.pausedUntilMs - nowMs);
  const maxWaitMs = endsAtMs - nowMs;
  const waitForMs =
    pauseMs > maxWaitMs ? undefined : reserve(lane.bucket, nowMs, limits, maxWaitMs);
  if (waitForMs === undefined) {
    const ms = Math.max(pauseMs, nextTokenMs(lane.bucket, limits.ratePerSecond));
    throw new TooManyRequests(Math.max(1, Math.ceil(ms / 1000)));
  }
  const totalMs = Math.max(pauseMs, waitForMs);
  if (totalMs > 0) await sleep(totalMs);
  if (!admit(lane.breaker, Date.now(), limits.openMs))
    throw new BreakerOpen(waitMs(lane.breaker, Date.now()));
}

/** Rejects at the deadline even when `run` ignores its signal (a library that cannot be aborted). */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const stop = () => aborted.reject(new VendorFailure("timeout", "deadline passed"));
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  return Promise.race([work, aborted.promise]).finally(() =>
    signal.removeEventListener("abort", stop),
  );
}

/** The breaker is open: nothing was sent. */
class BreakerOpen extends VendorFailure {
  constructor(waitForMs: number) {
    super("unreached", "circuit breaker open", { retryAfterMs: waitForMs });
  }
}

function recordOf(
  ctx: VendorCtx,
  { call, attempts }: Flight,
  startedAtMs: number,
  outcome: Pick<VendorCallRecord, "outcome" | "status">,
): VendorCallRecord {
  const { integration, operation } = call;
  return {
    tenantId: ctx.tenantId,
    requestId: ctx.requestId,
    vendor: integration.vendor,
    integrationId: integration.id,
    operation,
    ...outcome,
    attempts,
    startedAtMs,
    durationMs: Date.now() - startedAtMs,
  };
}

function outcomeOf(error: unknown): Pick<VendorCallRecord, "outcome" | "status"> {
  if (error instanceof PanicHeld) return { outcome: "held" };
  if (error instanceof BreakerOpen) return { outcome: "breaker_open" };
  if (error instanceof TooManyRequests) return { outcome: "rate_limited" };
  const failure = classifyFailure(error);
  return { outcome: failure.kind, status: failure.status };
}

function asUserError(error: unknown, call: VendorCall): unknown {
  if (error instanceof TramaError) return error;
  const failure = classifyFailure(error);
  if (failure.kind === "rejected")
    return failure instanceof ForeignFailure ? failure.cause : failure;
  const { vendor } = call.integration;
  return new Unavailable(
    "vendor_unavailable",
    { vendor },
    {
      cause: failure,
      detail: `${vendor} ${call.operation}: ${failure.message}`,
      retryAfterSeconds: Math.max(1, Math.ceil((failure.retryAfterMs ?? 5000) / 1000)),
    },
  );
}
