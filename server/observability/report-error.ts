import { log } from "@/server/log";

/** Where errors go beside the log (a Sentry-compatible service). Must not throw. */
export type ErrorSink = (error: Error, tags: ErrorTags) => void;
export type ErrorTags = Readonly<Record<string, string | undefined>>;

const key = Symbol.for("trama.errorSink");
type Holder = { [key]?: ErrorSink };

/** Sets or removes the sink; on globalThis for both module graphs. */
export function setErrorSink(sink: ErrorSink | undefined): void {
  (globalThis as Holder)[key] = sink;
}

/** An error that nobody expected: to the log with its stack, and to the sink. Never throws. */
export function reportError(error: unknown, tags: ErrorTags = {}): void {
  const real = error instanceof Error ? error : new Error("a value that is no error was thrown");
  log.error({ err: real, ...tags }, "unexpected error");
  try {
    (globalThis as Holder)[key]?.(real, tags);
  } catch (failure) {
    log.error({ err: failure }, "error sink failed");
  }
}
