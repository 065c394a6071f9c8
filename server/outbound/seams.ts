import { lookup } from "node:dns/promises";

/** Where the guard touches the world. Tests replace these; the product has no option that does. */
export type OutboundSeams = {
  /** All addresses of a name. */
  readonly resolve: (hostname: string) => Promise<string[]>;
  /** Where a vetted address is dialled: a test can send every dial to its own listener. */
  readonly dial: (address: string, port: number) => { host: string; port: number };
  /** Ports of 127.0.0.1 that `publicOnly` and `allowPrivate` may reach, for stand-ins inside the test. */
  readonly allowLoopbackPorts: readonly number[];
};

const REAL: OutboundSeams = {
  resolve: async (hostname) =>
    (await lookup(hostname, { all: true, verbatim: true })).map((answer) => answer.address),
  dial: (host, port) => ({ host, port }),
  allowLoopbackPorts: [],
};

const key = Symbol.for("trama.outbound.seams");
type Holder = { [key]?: OutboundSeams };

export const seams = (): OutboundSeams => (globalThis as Holder)[key] ?? REAL;

/** Replaces seams inside a test process; `{}` puts the real ones back. Throws in production. */
export function setOutboundSeams(next: Partial<OutboundSeams>): void {
  if (process.env.NODE_ENV === "production") throw new Error("outbound seams are for tests");
  (globalThis as Holder)[key] = { ...REAL, ...next };
}
