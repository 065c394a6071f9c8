import { JsonTraceSerializer } from "@opentelemetry/otlp-transformer";
import type { SpanExporter } from "@opentelemetry/sdk-trace-node";
import { newId, PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { callVendor } from "@/server/outbound/call-vendor";

/** Sends spans as OTLP/HTTP JSON through the one way out; a collector that is away costs spans, nothing else. */
export function openSpanExporter(url: string): SpanExporter {
  const underWay = new Set<Promise<void>>();
  return {
    export: (spans, done) => {
      const sending: Promise<void> = post(url, JsonTraceSerializer.serializeRequest(spans))
        .then(
          () => done({ code: 0 }),
          (error: unknown) => done({ code: 1, error: error as Error }),
        )
        .finally(() => underWay.delete(sending));
      underWay.add(sending);
    },
    shutdown: async () => void (await Promise.allSettled(underWay)),
  };
}

function post(url: string, body: Uint8Array | undefined): Promise<void> {
  const call = {
    integration: { id: "otlp", vendor: "otlp" },
    operation: "send-spans",
    idempotent: true,
    deadlineMs: 10_000,
    actionClass: "none",
  } as const;
  return callVendor({ tenantId: PLATFORM_TENANT_ID, requestId: newId() }, call, async (io) => {
    const headers = { "content-type": "application/json" };
    const answer = await io.fetch(url, { method: "POST", headers, body: body as BodyInit });
    if (!answer.ok) throw new Error(`collector answered ${answer.status}`);
  });
}
