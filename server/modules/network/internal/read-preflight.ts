import { type Row, type RouterLine, RouterRefusal } from "../port";
import { type PreflightFacts, routerInstant, versionNumber } from "../rules/preflight";
import type { RouterRow } from "./router-row";

/** What a router is, and what its preflight looks at. */
export type RouterFacts = {
  readonly identity: string;
  readonly serial: string | null;
  readonly board: string | null;
  readonly preflight: PreflightFacts;
};

/** Reads it all; a menu that the version or the user's policies do not give counts as empty. */
export async function readPreflight(line: RouterLine, router: RouterRow): Promise<RouterFacts> {
  const [resource] = await print(line, "/system/resource");
  const [identity] = await print(line, "/system/identity");
  const [board] = await print(line, "/system/routerboard");
  const askedMs = Date.now();
  const [clock] = await print(line, "/system/clock");
  // The router tells whole seconds: the answer counts for the middle of the way and of the second.
  const seenMs = (askedMs + Date.now()) / 2 - 500;
  const at = routerInstant(clock);
  const version = resource?.version ?? "";
  return {
    identity: identity?.name ?? "",
    serial: board?.["serial-number"] ?? null,
    board: resource?.["board-name"] ?? null,
    preflight: {
      ...{ version, words: router, tls: router.tlsMode !== "none" },
      usesLists: router.cutMethod === "addressList",
      usesProfiles: router.cutMethod !== "disable",
      policies: await policiesOf(line, router.userName),
      services: await print(line, "/ip/service"),
      filter: await print(line, "/ip/firewall/filter"),
      profiles: await print(line, "/ppp/profile"),
      deviceMode:
        versionNumber(version) >= 7017 ? (await print(line, "/system/device-mode"))[0] : undefined,
      clockSkewMs: at && Math.round(at.getTime() - seenMs),
    },
  };
}

async function policiesOf(line: RouterLine, name: string): Promise<string[] | undefined> {
  const [user] = await print(line, "/user", [`?name=${name}`]);
  const group = user?.group;
  const [found] = group ? await print(line, "/user/group", [`?name=${group}`]) : [];
  return found?.policy?.split(",").filter((one) => one !== "" && !one.startsWith("!"));
}

async function print(
  line: RouterLine,
  menu: string,
  queries: readonly string[] = [],
): Promise<readonly Row[]> {
  try {
    return (await line.run(`${menu}/print`, { queries })).rows;
  } catch (error) {
    if (error instanceof RouterRefusal) return [];
    throw error;
  }
}
