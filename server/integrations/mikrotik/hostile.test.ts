import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { openSession } from "./open-session";
import { type Peer, polite, type RawRouter, startRawRouter } from "./testing/raw-router";

// A router that answers what it likes: right, wrong, twice, late, to others, in pieces, or by leaving. Seeded: `FAULT_SEED=n`
// plays one, `SOAK=1` five hundred.
const seeds = process.env.FAULT_SEED
  ? [Number(process.env.FAULT_SEED)]
  : Array.from({ length: process.env.SOAK ? 500 : 40 }, (_, n) => n + 1);

const thrown: unknown[] = [];
const note = (error: unknown) => void thrown.push(error);
process.on("uncaughtException", note).on("unhandledRejection", note);
afterAll(() => void process.off("uncaughtException", note).off("unhandledRejection", note));

function randoms(seed: number): (below: number) => number {
  let x = Math.imul(seed, 0x9e3779b1) | 1;
  return (below) => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return (x >>> 0) % below;
  };
}

type Moves = readonly (() => void)[];

/** What this router may do with one command, the harmless ones more often than those that end it all. */
function movesOf(tag: string, { say, socket }: Peer, roll: (below: number) => number): Moves {
  const done = ["!done", `.tag=${tag}`];
  const row = ["!re", `.tag=${tag}`, `=n=${roll(99)}`];
  const trap = ["!trap", "=message=failure", `=category=${roll(9)}`, `.tag=${tag}`];
  const late = () => void setTimeout(() => say(row, done), roll(60));
  const pieces = () => {
    socket.write(Uint8Array.of(5));
    setTimeout(() => socket.destroyed || socket.write("!done\u0000"), 1);
  };
  // Node leaves the handle open when a socket that is ending is reset.
  const reset = () => (socket.writableEnded ? socket.destroy() : socket.resetAndDestroy());
  const harmless: Moves = [
    ...[() => say(row, row, done), () => say(done), () => say(["!empty", `.tag=${tag}`], done)],
    ...[() => say(trap, done), () => say(trap, trap, done), () => say(done, done, row)],
    ...[() => say(["!done", `.tag=${roll(500).toString(36)}`]), () => say(["!re"], ["!done"])],
    ...[() => say(["!new", `.tag=${tag}`, "loose words"], done), () => undefined, late, pieces],
  ];
  const deadly: Moves = [
    ...[() => say(["!fatal", "out of memory"]), () => void reset()],
    ...[() => void socket.end(), () => void socket.write(Uint8Array.of(0xf8 + roll(8)))],
    () => void socket.write(Uint8Array.of(0xef, 0xff, 0xff, 0xff)),
  ];
  return [...harmless, ...harmless, ...harmless, ...harmless, ...deadly];
}

async function play(seed: number): Promise<RawRouter> {
  const roll = randoms(seed);
  const router = await startRawRouter(
    polite((_, tag, peer) => {
      const moves = movesOf(tag, peer, roll);
      moves[roll(moves.length)]?.();
    }),
  );
  const session = await openSession({
    ...{ host: "127.0.0.1", port: router.port, tls: { mode: "none" }, codePage: "utf8" },
    ...{ user: "trama", password: "x", commandDeadlineMs: 40, maxInFlight: 1 + roll(64) },
  });
  const abort = new AbortController();
  const asked = Array.from({ length: 1 + roll(150) }, (_, n) =>
    session.run("/x/print", n % 7 === 0 ? { signal: abort.signal } : {}),
  );
  const feed = session.listen("/y/listen", { maxBuffered: 2 })[Symbol.asyncIterator]();
  const reading = feed.next().catch((error: unknown) => error);
  setTimeout(() => abort.abort(), roll(40));
  const settled = await Promise.race([
    Promise.allSettled(asked),
    sleep(2_000, "hung" as const, { ref: false }),
  ]);
  expect(settled, `seed ${seed}: every command settles`).not.toBe("hung");
  await session.close();
  expect(session.inFlight, `seed ${seed}`).toBe(0);
  await reading;
  await expect
    .poll(() => router.sessions(), { message: `seed ${seed}: no connection left` })
    .toBe(0);
  return router;
}

test(
  "whatever a router answers: every promise settles, nothing is thrown elsewhere, nothing stays open",
  { timeout: 300_000 },
  async () => {
    const before = handles();
    for (const seed of seeds) await (await play(seed)).close();
    await expect.poll(handles, { timeout: 30_000 }).toEqual(before);
    expect(thrown).toEqual([]);
  },
);

/** Sockets, servers and timers that are open in this process. */
const handles = () =>
  process.getActiveResourcesInfo().filter((kind) => /^TCP|Timeout|TLS/.test(kind));
