import { type Attributes, SpanStatusCode, trace } from "@opentelemetry/api";

import { tracingSwitch } from "./tracing-switch";

const tracer = trace.getTracer("trama");

/** Runs `work` as a span under the open one; a throw marks it failed by the error's class, never its text. */
export function inSpan<T>(
  name: string,
  work: () => Promise<T>,
  attributes: Attributes = {},
): Promise<T> {
  if (!tracingSwitch.on) return work();
  return tracer.startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work();
    } catch (error) {
      span.setStatus({
        code: SpanStatusCode.ERROR,
        message: error instanceof Error ? error.name : "unknown",
      });
      throw error;
    } finally {
      span.end();
    }
  });
}
