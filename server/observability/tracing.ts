import { SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  type SpanExporter,
  type SpanProcessor,
} from "@opentelemetry/sdk-trace-node";
import { tracingSwitch } from "./tracing-switch";
import { onVendorCall, type VendorCallRecord } from "@/server/outbound/vendor-calls";

/** Traces under way; `stop` sends what is left. */
export type Tracing = { stop(): Promise<void> };

/** Traces to the exporter where one is configured; without one, spans cost nothing and go nowhere. */
export function startTracing(exporter: SpanExporter | undefined): Tracing {
  return exporter ? traceTo(new BatchSpanProcessor(exporter)) : { stop: async () => undefined };
}

/** Records every span into the processor, with W3C trace context over doors and jobs. */
export function traceTo(processor: SpanProcessor): Tracing {
  const provider = new NodeTracerProvider({ spanProcessors: [processor] });
  provider.register();
  tracingSwitch.on = true;
  const deaf = onVendorCall(vendorSpan);
  return {
    stop: async () => {
      deaf();
      tracingSwitch.on = false;
      await provider.shutdown();
      trace.disable();
    },
  };
}

/** A vendor call as a span of the time it took, under the job or verb that made it. */
function vendorSpan(call: VendorCallRecord): void {
  // Sending spans must not make spans.
  if (call.vendor === "otlp") return;
  const span = trace.getTracer("trama").startSpan(`vendor ${call.vendor} ${call.operation}`, {
    kind: SpanKind.CLIENT,
    startTime: call.startedAtMs,
    attributes: { "trama.attempts": call.attempts, "trama.outcome": call.outcome },
  });
  if (call.outcome !== "ok") span.setStatus({ code: SpanStatusCode.ERROR });
  span.end(call.startedAtMs + call.durationMs);
}
