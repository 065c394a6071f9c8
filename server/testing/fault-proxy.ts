import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** What the line does to the bytes that pass. */
type Line = {
  /** Added to each piece, in milliseconds. */
  latencyMs: number;
  /** 0: as fast as it goes. */
  bytesPerSecond: number;
  /** Largest piece that is passed at once, in bytes. */
  sliceBytes: number;
};
const CLEAR: Line = { latencyMs: 0, bytesPerSecond: 0, sliceBytes: Infinity };

/** What happens when a client's bytes hold `text`: they are lost, or they arrive and only the answer is lost. */
export type Trap = { text: string; lose: "request" | "answer" };

/** A TCP line between a client and a server that a test can make bad. */
export type FaultProxy = {
  readonly port: number;
  /** Connections that are open now. */
  readonly open: number;
  slowDown(line: Partial<Line>): void;
  /** Every open connection ends with RST, on both sides. */
  reset(): void;
  /**
   * The server is gone and the client is not told: it hears RST when it next sends, or when its keep-alive asks, which
   * the proxy (its kernel would answer the probe) plays after `probeMs`.
   */
  halfOpen(probeMs?: number): void;
  /** Nothing passes and nothing ends, until `heal`: then the bytes arrive, as TCP sends them again. */
  blackhole(): void;
  /** Resets what is open and whatever comes, until `heal`. */
  refuse(): void;
  /** Springs once, on the next connection that sends the text. */
  setTrap(trap: Trap): void;
  /** The line is good again; what a trap or reset ended stays ended. */
  heal(): void;
  close(): Promise<void>;
};

type Link = { client: Socket; server: Socket; gone: boolean; loseAnswer: boolean };

/** Opens a proxy on a free port of 127.0.0.1 to `target`. */
export async function openFaultProxy(target: { host: string; port: number }): Promise<FaultProxy> {
  const links = new Set<Link>();
  const state = { line: CLEAR, refusing: false, traps: [] as Trap[], passing: Promise.resolve() };
  let healed: (() => void) | undefined;
  const listener = createServer((client) => {
    if (state.refusing) return void client.resetAndDestroy();
    const server = connect({ ...target, noDelay: true });
    const link: Link = { client, server, gone: false, loseAnswer: false };
    links.add(link);
    client.setNoDelay(true);
    // Half open, the server's end is not the client's.
    const serverEnds = () => void (link.gone || end(link));
    client.on("error", () => end(link)).on("close", () => end(link));
    server.on("error", serverEnds).on("close", serverEnds);
    void pump(state, link, "client").catch(() => end(link));
    void pump(state, link, "server").catch(serverEnds);
  });
  const end = (link: Link) => {
    links.delete(link);
    link.client.resetAndDestroy();
    link.server.resetAndDestroy();
  };
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const reset = () => [...links].forEach(end);
  const heal = () => {
    Object.assign(state, { line: CLEAR, refusing: false });
    healed?.();
    healed = undefined;
  };
  return {
    port: (listener.address() as AddressInfo).port,
    get open() {
      return links.size;
    },
    slowDown: (line) => void (state.line = { ...CLEAR, ...line }),
    reset,
    halfOpen: (probeMs = 2_000) => {
      for (const link of links) {
        link.gone = true;
        link.server.resetAndDestroy();
        setTimeout(end, probeMs, link).unref();
      }
    },
    blackhole: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      Object.assign(state, { passing: promise });
      healed = resolve;
    },
    refuse: () => {
      state.refusing = true;
      reset();
    },
    setTrap: (trap) => void state.traps.push(trap),
    heal,
    close: async () => {
      heal();
      reset();
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}

type State = { line: Line; traps: Trap[]; passing: Promise<void> };

/** Carries one direction, piece by piece, so that a slow reader slows the writer. */
async function pump(state: State, link: Link, side: "client" | "server"): Promise<void> {
  const from = link[side];
  const to = side === "client" ? link.server : link.client;
  for await (const chunk of from as AsyncIterable<Buffer>) {
    if (side === "client" && link.gone) throw new Error("nobody there");
    if (side === "client") spring(state.traps, link, chunk);
    if (side === "server" && link.loseAnswer) throw new Error("answer lost");
    for (const piece of slices(chunk, state.line.sliceBytes)) {
      await state.passing;
      const { latencyMs, bytesPerSecond } = state.line;
      const waitMs = latencyMs + (bytesPerSecond ? (piece.length / bytesPerSecond) * 1000 : 0);
      if (waitMs > 0) await sleep(waitMs);
      if (to.destroyed) return;
      if (!to.write(piece)) await Promise.race([once(to, "drain"), once(to, "close")]);
    }
  }
  if (!link.gone) to.end();
}

function spring(traps: Trap[], link: Link, chunk: Buffer): void {
  const trap = traps.find(({ text }) => chunk.includes(text));
  if (!trap) return;
  traps.splice(traps.indexOf(trap), 1);
  if (trap.lose === "request") throw new Error("request lost");
  link.loseAnswer = true;
}

function* slices(chunk: Buffer, size: number): Generator<Buffer> {
  for (let at = 0; at < chunk.length; at += size) yield chunk.subarray(at, at + size);
}
