import { type RouterLine, RouterRefusal, type Row } from "../port";
import type { Access } from "../rules/access";
import { seconds } from "../rules/duration";
import { isOurs } from "../rules/ownership";

/** What a router says of a service's use now. */
export type Usage = {
  readonly serviceId: string;
  readonly online: boolean;
  readonly sessions: number;
  readonly address: string | null;
  readonly uptimeSeconds: number | null;
  readonly bytesIn: number | null;
  readonly bytesOut: number | null;
};

/** Sessions, leases and queues, each menu printed once; counters are the queues' (upload/download as the router sees it). */
export async function readUsage(line: RouterLine, accesses: readonly Access[]): Promise<Usage[]> {
  const uses = (method: Access["method"]) => accesses.some((one) => one.method === method);
  const active = uses("pppoe")
    ? await print(line, "/ppp/active", ["name", "address", "uptime"])
    : [];
  const hotspot = uses("hotspot")
    ? await print(line, "/ip/hotspot/active", [
        "user",
        "address",
        "uptime",
        "bytes-in",
        "bytes-out",
      ])
    : [];
  const leases = uses("dhcp")
    ? await print(line, "/ip/dhcp-server/lease", ["comment", "active-address", "address", "status"])
    : [];
  const queues = await print(line, "/queue/simple", ["name", "comment", "bytes", "target"]);
  const byName = Map.groupBy(active, ({ name }) => name ?? "");
  const byUser = Map.groupBy(hotspot, ({ user }) => user ?? "");
  return accesses.map((access) => {
    if (access.method === "pppoe")
      return ofSessions(access, byName.get(access.userName) ?? [], pppQueue(access, queues));
    if (access.method === "hotspot") return ofSessions(access, byUser.get(access.userName) ?? []);
    const queue = queues.find((row) => isOurs(row.comment, access));
    const lease = leases.find((row) => isOurs(row.comment, access));
    const online =
      access.method === "static" ? bytesOf(queue)[0] !== null : lease?.status === "bound";
    return usageOf(
      access,
      online ? 1 : 0,
      lease?.["active-address"] ?? access.address,
      null,
      queue,
    );
  });
}

/** The dynamic queue of a PPPoE session is called by its user. */
const pppQueue = ({ userName }: Access, queues: readonly Row[]): Row | undefined =>
  queues.find(({ name }) => name === `<pppoe-${userName}>`);

function ofSessions(access: Access, sessions: readonly Row[], queue?: Row): Usage {
  const [first] = sessions;
  const own = first?.["bytes-in"] ? { bytes: `${first["bytes-in"]}/${first["bytes-out"]}` } : queue;
  const uptime = seconds(first?.uptime) ?? null;
  return usageOf(access, sessions.length, first?.address ?? null, uptime, own);
}

function usageOf(
  { serviceId }: Access,
  sessions: number,
  address: string | null,
  uptimeSeconds: number | null,
  queue: Row | undefined,
): Usage {
  const [bytesIn, bytesOut] = bytesOf(queue);
  return { serviceId, online: sessions > 0, sessions, address, uptimeSeconds, bytesIn, bytesOut };
}

function bytesOf(queue: Row | undefined): [number | null, number | null] {
  const [, up, down] = /^(\d+)\/(\d+)$/.exec(queue?.bytes ?? "") ?? [];
  return up === undefined || down === undefined ? [null, null] : [Number(up), Number(down)];
}

async function print(line: RouterLine, menu: string, proplist: string[]): Promise<readonly Row[]> {
  try {
    return (await line.run(`${menu}/print`, { proplist })).rows;
  } catch (error) {
    if (error instanceof RouterRefusal && !error.isPermission) return [];
    throw error;
  }
}
