const key = Symbol.for("trama.draining");
type Holder = { [key]?: { on: boolean } };

/** True once the process was told to end: readiness says so, so that no new traffic comes. */
export const draining: { on: boolean } = ((globalThis as Holder)[key] ??= { on: false });
