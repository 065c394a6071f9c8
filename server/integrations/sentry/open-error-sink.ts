import {
  createEventEnvelope,
  createStackParser,
  dsnFromString,
  type ErrorEvent,
  exceptionFromError,
  getEnvelopeEndpointWithUrlEncodedAuth,
  serializeEnvelope,
  uuid4,
} from "@sentry/core";
import { nodeStackLineParser } from "@sentry/core/server";
import { newId, PLATFORM_TENANT_ID } from "@/server/kernel/ids";
import { log } from "@/server/log";
import type { ErrorSink, ErrorTags } from "@/server/observability/report-error";
import { scrub } from "@/server/observability/scrub";
import { callVendor } from "@/server/outbound/call-vendor";
import { scopes } from "@/server/tenancy/scope";

const stackParser = createStackParser(nodeStackLineParser());

/** Events a minute; a storm of the same error tells nothing new. */
const EVENTS_PER_MINUTE = 60;

/** Sends errors to a Sentry-compatible DSN: class, scrubbed text, stack and tags; no request, no person. Throws for a bad DSN. */
export function openErrorSink(dsnText: string): ErrorSink {
  const dsn = dsnFromString(dsnText);
  if (!dsn) throw new Error("SENTRY_DSN is not a DSN");
  const url = getEnvelopeEndpointWithUrlEncodedAuth(dsn);
  let window = { startMs: 0, sent: 0 };
  return (error, tags) => {
    const nowMs = Date.now();
    if (nowMs - window.startMs > 60_000) window = { startMs: nowMs, sent: 0 };
    if (++window.sent > EVENTS_PER_MINUTE) return;
    const body = serializeEnvelope(createEventEnvelope(eventOf(error, tags), dsn));
    // Errors inside a transaction are told outside of it: nobody waits for this call.
    scopes.exit(() => void post(url, body));
  };
}

function post(url: string, body: string | Uint8Array): Promise<void> {
  const call = {
    integration: { id: "sentry", vendor: "sentry" },
    operation: "report-error",
    idempotent: true,
    deadlineMs: 5_000,
    actionClass: "none",
  } as const;
  const ctx = { tenantId: PLATFORM_TENANT_ID, requestId: newId() };
  return callVendor(ctx, call, async (io) => {
    const headers = { "content-type": "application/x-sentry-envelope" };
    await io.fetch(url, { method: "POST", headers, body: body as BodyInit });
  }).catch((failure: unknown) => log.warn({ err: failure }, "error not reported"));
}

function eventOf(error: Error, tags: ErrorTags): ErrorEvent {
  const exception = exceptionFromError(stackParser, error);
  return {
    type: undefined,
    event_id: uuid4(),
    timestamp: Date.now() / 1000,
    level: "error",
    platform: "node",
    environment: process.env.NODE_ENV ?? "development",
    tags: Object.fromEntries(Object.entries(tags).filter(([, value]) => value !== undefined)),
    exception: { values: [{ ...exception, value: scrub(exception.value ?? "") }] },
  };
}
