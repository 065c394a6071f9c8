import { RouterRefusal, type RouterLine, type Row } from "../port";
import { type Access, LIST_MENU, MAIN_MENU, type RouterWords, SESSION_MENU } from "../rules/access";
import type { MenuRows } from "../rules/changes";
import { isOurs } from "../rules/ownership";
import { indexRows } from "../rules/rows-of";
import { listKey, ourMain, type View } from "../rules/state-of";

/** Under this many a menu is asked for the names; over it the menu is read once. */
const ASK_BY_NAME = 25;

const PROPS: Readonly<Record<string, readonly string[]>> = {
  "/ppp/secret": [
    ...[".id", "name", "service", "profile", "remote-address", "disabled", "comment", "password"],
  ],
  "/ip/hotspot/user": [".id", "name", "server", "profile", "disabled", "comment", "password"],
  "/ip/dhcp-server/lease": [
    ...[".id", "address", "mac-address", "server", "rate-limit", "block-access", "address-lists"],
    ...["disabled", "comment", "dynamic", "status"],
  ],
  "/queue/simple": [
    ".id",
    "name",
    "target",
    "max-limit",
    "disabled",
    "comment",
    "dynamic",
    "bytes",
  ],
  [LIST_MENU]: [".id", "list", "address", "disabled", "comment", "dynamic"],
  "/ppp/active": [".id", "name", "address", "uptime", "caller-id"],
  "/ip/hotspot/active": [".id", "user", "address", "uptime", "bytes-in", "bytes-out"],
};

/** A router as it was read for some services; each of them looks its rows up, none goes through all. */
export type Snapshot = {
  readonly menus: MenuRows;
  readonly rowsOf: ReturnType<typeof indexRows>;
  /** By menu and who runs it. */
  readonly sessions: ReadonlyMap<string, readonly Row[]>;
  /** Which address stands in which list. */
  readonly listed: ReadonlySet<string>;
};

/** One print a menu, with the attributes that are needed and, for few services, only their rows. */
export async function readSnapshot(
  line: RouterLine,
  words: RouterWords,
  accesses: readonly Access[],
): Promise<Snapshot> {
  const menus = new Map<string, readonly Row[]>();
  const sessions: [string, Row][] = [];
  for (const [menu, group] of Map.groupBy(accesses, ({ method }) => MAIN_MENU[method])) {
    menus.set(menu, await print(line, menu, mainQueries(menu, group)));
    const session = SESSION_MENU[group[0]?.method ?? "static"];
    if (!session) continue;
    const names = group.length > ASK_BY_NAME ? [] : namesOf(group, menus.get(menu) ?? []);
    const few = names.length <= ASK_BY_NAME;
    const queries = few ? anyOf(names.map((name) => `?${session.by}=${name}`)) : [];
    for (const row of await print(line, session.menu, queries))
      sessions.push([sessionKey(session.menu, row[session.by] ?? ""), row]);
  }
  menus.set(LIST_MENU, await print(line, LIST_MENU, listQueries(words)));
  const bySession = Map.groupBy(sessions, ([key]) => key);
  return {
    ...{ menus, rowsOf: indexRows(menus), listed: listedIn(menus) },
    sessions: new Map([...bySession].map(([key, found]) => [key, found.map(([, row]) => row)])),
  };
}

const sessionKey = (menu: string, name: string): string => `${menu} ${name}`;

/** Every row of the menus that hold customers, and of our lists; a menu that this router does not have is empty. */
export async function readAll(line: RouterLine, words: RouterWords): Promise<MenuRows> {
  const menus = new Map<string, readonly Row[]>();
  for (const menu of Object.values(MAIN_MENU))
    menus.set(
      menu,
      await print(line, menu, []).catch((error: unknown) => {
        if (error instanceof RouterRefusal && !error.isPermission) return [];
        throw error;
      }),
    );
  menus.set(LIST_MENU, await print(line, LIST_MENU, listQueries(words)));
  return menus;
}

/** Our two lists, whoever put the rows there. */
const listQueries = ({ cutList, softList }: RouterWords): string[] =>
  anyOf([`?list=${cutList}`, `?list=${softList}`]);

const anyOf = (words: readonly string[]): string[] =>
  words.length < 2 ? [...words] : [...words, `?#${"|".repeat(words.length - 1)}`];

function mainQueries(menu: string, group: readonly Access[]): string[] {
  if (group.length > ASK_BY_NAME || menu === MAIN_MENU.static) return [];
  const words = group.flatMap(({ method, userName, mac, rowId }) => [
    method === "dhcp" ? `?mac-address=${(mac ?? "").toUpperCase()}` : `?name=${userName}`,
    ...(rowId ? [`?.id=${rowId}`] : []),
  ]);
  return anyOf(words);
}

async function print(
  line: RouterLine,
  menu: string,
  queries: readonly string[],
): Promise<readonly Row[]> {
  const proplist = PROPS[menu] ?? [];
  try {
    return (await line.run(`${menu}/print`, { proplist, queries })).rows;
  } catch (error) {
    // A name that cannot be asked for in the router's code page must not keep the others from being read.
    const mayAskPlainly = error instanceof RouterRefusal && !error.isPermission;
    if (!mayAskPlainly || queries.length === 0) throw error;
    return (await line.run(`${menu}/print`, { proplist })).rows;
  }
}

/** The names that people dial with: the wished one, and the one that the row still has. */
const namesOf = (group: readonly Access[], rows: readonly Row[]): string[] => [
  ...new Set(
    group.flatMap((access) => {
      const old = ourMain(access, rows)?.name;
      return old === undefined ? [access.userName] : [access.userName, old];
    }),
  ),
];

const listedIn = (menus: MenuRows): Set<string> =>
  new Set(
    (menus.get(LIST_MENU) ?? [])
      .filter((row) => row.disabled !== "true" && row.disabled !== "yes")
      .map((row) => listKey(row.list ?? "", row.address ?? "")),
  );

/** What the snapshot says of one service. */
export function viewOf(snapshot: Snapshot, access: Access): View {
  const menu = MAIN_MENU[access.method];
  const rowsBy = (name: string) =>
    snapshot.rowsOf(access, [{ menu, values: { name }, onAdd: {} }]).get(menu) ?? [];
  const main = ourMain(access, rowsBy(access.userName));
  const session = SESSION_MENU[access.method];
  // A name that somebody else's row holds is that customer's: their sessions are none of ours.
  const theirs = (name: string) =>
    rowsBy(name).some((row) => row.name === name && !isOurs(row.comment, access));
  const names = new Set([access.userName, main?.name ?? ""]);
  const running = session
    ? [...names]
        .filter((name) => name !== "" && !theirs(name))
        .flatMap((name) => snapshot.sessions.get(sessionKey(session.menu, name)) ?? [])
    : [];
  return { main, sessions: running, listed: snapshot.listed };
}
