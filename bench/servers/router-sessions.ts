// Child of network.bench.ts: opens a session to each port, ours or the library's, and says what an idle one holds.
import { RouterOSAPI } from "node-routeros";
import { keepSession } from "@/server/integrations/mikrotik/keep-session";

const { SIDE, PORTS = "", EACH = "1" } = process.env;
const ports = PORTS.split(",").flatMap((port) => Array<number>(Number(EACH)).fill(Number(port)));
const held: unknown[] = [];

const one = async (port: number): Promise<void> => {
  const account = { host: "127.0.0.1", port, user: "trama", password: "practise-only" };
  if (SIDE === "ours") {
    const kept = keepSession({ ...account, tls: { mode: "none" }, codePage: "utf8" });
    await kept.use((session) => session.run("/system/identity/print"));
    held.push(kept);
  } else {
    const api = new RouterOSAPI({ ...account, timeout: 600, keepalive: false });
    await api.connect();
    await api.write("/system/identity/print");
    held.push(api);
  }
};

const settled = async (): Promise<NodeJS.MemoryUsage> => {
  for (let n = 0; n < 4; n++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    globalThis.gc?.();
  }
  return process.memoryUsage();
};

// The first ones load what is shared.
for (const port of ports.splice(0, 10)) await one(port);
const before = await settled();
for (let at = 0; at < ports.length; at += 50) await Promise.all(ports.slice(at, at + 50).map(one));
const after = await settled();
const per = (of: (usage: NodeJS.MemoryUsage) => number) => (of(after) - of(before)) / ports.length;
process.send?.({
  port: 0,
  rss: per(({ rss }) => rss),
  heap: per(({ heapUsed, external }) => heapUsed + external),
});
