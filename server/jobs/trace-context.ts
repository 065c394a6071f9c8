import { context, propagation, type Context } from "@opentelemetry/api";

/** The open trace as a W3C `traceparent`, so that a job's span hangs under the request that asked; undefined without one. */
export function currentTraceparent(): string | undefined {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent;
}

/** The context to run in for a `traceparent` that travelled with a job. */
export function contextOf(traceparent: string | undefined): Context {
  return traceparent ? propagation.extract(context.active(), { traceparent }) : context.active();
}
