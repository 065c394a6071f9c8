import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { mintTenant } from "@/server/testing/tenant";
import { median, type Measure } from "./report";

const CONNECTIONS = Number(process.env.LIVE_CONNECTIONS ?? 10_000);
const BROADCASTS = 5;
/** Client addresses, so that one address's ports do not run out. */
const ADDRESSES = ["127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.5"];

type Figures = { held: number; bytesEach: number; p99Ms: number };

/** Ten thousand live streams in one process: how many it holds, what each costs, how long a broadcast takes. */
export async function run(): Promise<Measure[]> {
  const tenant = await mintTenant();
  const bare = await measure("bare", tenant.id);
  const ours = await measure("ours", tenant.id);
  const against = "a bare node:http server that writes the same bytes";
  const compare = (name: string, unit: string, figure: keyof Figures, bar?: string): Measure => ({
    name,
    ours: ours[figure],
    baseline: bare[figure],
    ratio: ours[figure] / bare[figure],
    against,
    unit,
    bar,
  });
  return [
    compare("live streams held", "connections", "held", "10 000, aim 18 000"),
    compare("memory of one stream", "bytes of RSS", "bytesEach", "about 11 KB; 18 000 in ≤ 350 MB"),
    compare("broadcast to all, p99", "ms", "p99Ms", "≤ 500 ms"),
  ];
}

async function measure(mode: "ours" | "bare", tenantId: string): Promise<Figures> {
  const server = fork(join(import.meta.dirname, "servers", "live.ts"), [], {
    execArgv: ["--import", "tsx", "--expose-gc"],
    env: { ...process.env, MODE: mode, LIVE_TENANT: tenantId },
  });
  try {
    const { port } = await answerOf<{ port: number }>(server);
    // The first stream loads what is loaded lazily; it is not what a stream costs.
    const warm = await openAll(port, 50, () => undefined);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const empty = await memoryOf(server);
    let heard: (atMs: number) => void = () => undefined;
    const sockets = await openAll(port, CONNECTIONS, (atMs) => heard(atMs));
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const full = await memoryOf(server);
    const p99s: number[] = [];
    for (let i = 0; i < BROADCASTS; i++)
      p99s.push(await broadcast(server, sockets.length, (listener) => (heard = listener)));
    for (const socket of [...warm, ...sockets]) socket.destroy();
    return {
      held: sockets.length,
      bytesEach: (full - empty) / sockets.length,
      p99Ms: median(p99s),
    };
  } finally {
    server.kill("SIGKILL");
  }
}

/** Milliseconds from the fact to the client that hears it 99th of a hundred. */
async function broadcast(
  server: ChildProcess,
  count: number,
  listen: (heard: (atMs: number) => void) => void,
): Promise<number> {
  const delays: number[] = [];
  const done = Promise.withResolvers<void>();
  listen((statedAtMs) => {
    delays.push(performance.timeOrigin + performance.now() - statedAtMs);
    if (delays.length === count) done.resolve();
  });
  server.send({ what: "state" });
  const late = setTimeout(() => done.resolve(), 20_000);
  await done.promise;
  clearTimeout(late);
  if (delays.length < count) throw new Error(`only ${delays.length} of ${count} heard`);
  return delays.sort((a, b) => a - b)[Math.floor(count * 0.99)] ?? Number.NaN;
}

async function openAll(
  port: number,
  count: number,
  heard: (atMs: number) => void,
): Promise<Socket[]> {
  const sockets: Socket[] = [];
  const opener = async () => {
    while (sockets.length < count) {
      const localAddress = ADDRESSES[sockets.length % ADDRESSES.length] ?? "127.0.0.2";
      const socket = connect({ port, host: "127.0.0.1", localAddress });
      sockets.push(socket);
      socket.on("error", () => undefined);
      await new Promise<void>((resolve, reject) => {
        socket.once("close", () => reject(new Error("a stream was refused")));
        socket.on("data", (bytes: Buffer) => {
          const text = bytes.toString("latin1");
          if (text.includes("retry:")) resolve();
          const at = /"message":"([\d.]+)"/.exec(text)?.[1];
          if (at) heard(Number(at));
        });
        socket.write("GET /api/live HTTP/1.1\r\nhost: bench\r\n\r\n");
      });
    }
  };
  await Promise.all(Array.from({ length: 64 }, opener));
  return sockets;
}

async function memoryOf(server: ChildProcess): Promise<number> {
  server.send({ what: "memory" });
  return (await answerOf<{ rss: number }>(server)).rss;
}

async function answerOf<T>(server: ChildProcess): Promise<T> {
  const [message] = (await once(server, "message")) as [T];
  return message;
}
