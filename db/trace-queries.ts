import { SpanKind, trace } from "@opentelemetry/api";
import type { PoolClient } from "pg";

const tracer = trace.getTracer("trama");

/**
 * The client with a span around each statement while a recorded trace is open; else the client itself.
 * The span's name is the statement's first word: texts and values stay out of traces.
 */
export function traceQueries(client: PoolClient): PoolClient {
  if (!trace.getActiveSpan()?.isRecording()) return client;
  const query = (...args: unknown[]): unknown =>
    tracer.startActiveSpan(
      `SQL ${verbOf(args[0])}`,
      { kind: SpanKind.CLIENT, attributes: { "db.system.name": "postgresql" } },
      (span) => {
        const answer = (client.query as (...of: unknown[]) => unknown).apply(client, args);
        if (answer instanceof Promise) return answer.finally(() => span.end());
        span.end();
        return answer;
      },
    );
  return Object.create(client, { query: { value: query } }) as PoolClient;
}

function verbOf(statement: unknown): string {
  const text = typeof statement === "string" ? statement : (statement as { text?: string })?.text;
  return /^\s*([a-z]+)/i.exec(text ?? "")?.[1]?.toLowerCase() ?? "query";
}
