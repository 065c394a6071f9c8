const key = Symbol.for("trama.tracing");
type Holder = { [key]?: { on: boolean } };

/** Are spans recorded at all? Even the no-op tracer costs a context switch a call; on globalThis for both module graphs. */
export const tracingSwitch: { on: boolean } = ((globalThis as Holder)[key] ??= { on: false });
