const key = Symbol.for("trama.outbound.loopbackDevices");
type Holder = { [key]?: ReadonlySet<number> };

/**
 * Ports of 127.0.0.1 that device clients may reach: the practice routers that `npm start` runs beside the product. The
 * operator's environment says so (`TRAMA_LOOPBACK_DEVICES`), never a tenant; all else of this machine stays closed.
 */
export function allowLoopbackDevices(ports: readonly number[]): void {
  (globalThis as Holder)[key] = new Set(ports);
}

/** Is this port of 127.0.0.1 one of them? */
export const isLoopbackDevice = (address: string, port: number): boolean =>
  address === "127.0.0.1" && ((globalThis as Holder)[key]?.has(port) ?? false);
