import { dateTime } from "./clock";
import type { Router } from "./router";
import type { Item, Menu, Values } from "./spec";

const LEFT_OUT = [
  "/log",
  "/file",
  "/user",
  "/user/group",
  "/system/package",
  "/ip/firewall/connection",
  "/ppp/active",
];

/** The configuration as a script that would bring it back: what differs from the presets, menu by menu. */
export function exported(router: Router, sensitive: boolean): string {
  const lines = [`# ${dateTime(router, router.now())} by RouterOS ${router.settings.version}`];
  const menus = [...router.menus()].sort((a, b) => rank(a.path) - rank(b.path));
  for (const menu of menus) {
    if (menu.rows || LEFT_OUT.includes(menu.path) || Object.keys(menu.properties).length === 0)
      continue;
    const rows = menu.single ? single(router, menu, sensitive) : several(router, menu, sensitive);
    if (rows.length > 0) lines.push(spaced(menu.path), ...rows);
  }
  return `${lines.join("\n")}\n`;
}

/** What others name comes before them. */
const FIRST = [
  "/interface",
  "/ip/pool",
  "/ppp/profile",
  "/ip/hotspot/user/profile",
  "/ip/dhcp-server",
];
const rank = (path: string): number => {
  const at = FIRST.indexOf(path);
  return at < 0 ? FIRST.length : at;
};

const spaced = (path: string): string => `/${path.slice(1).replaceAll("/", " ")}`;

function single(router: Router, menu: Menu, sensitive: boolean): string[] {
  const words = wordsOf(menu, router.single(menu.path).values, sensitive);
  return words === "" ? [] : [`set ${words}`];
}

function several(router: Router, menu: Menu, sensitive: boolean): string[] {
  const lines: string[] = [];
  for (const item of router.table(menu.path).all()) {
    if (item.dynamic || isFactory(menu, item)) continue;
    lines.push(`add ${wordsOf(menu, item.values, sensitive)}`);
  }
  return lines;
}

const isFactory = ({ path }: Menu, { values: { name = "" } }: Item): boolean =>
  (path === "/ppp/profile" && ["default", "default-encryption"].includes(name)) ||
  (path === "/ip/hotspot/user/profile" && name === "default") ||
  path === "/ip/service" ||
  path === "/interface";

function wordsOf(menu: Menu, values: Values, sensitive: boolean): string {
  return Object.keys(menu.properties)
    .sort()
    .filter((name) => {
      const property = menu.properties[name];
      if (values[name] === undefined || values[name] === property?.preset) return false;
      return property?.secret !== "never" && (sensitive || property?.secret !== "sensitive");
    })
    .map((name) => `${name}=${quoted(said(values[name] ?? ""))}`)
    .join(" ");
}

const said = (value: string): string =>
  value === "true" ? "yes" : value === "false" ? "no" : value;

/** Bytes beyond ASCII leave as «\C3\B1», as the router writes them. */
function quoted(value: string): string {
  if (/^[\w.:/*,@+-]+$/.test(value)) return value;
  const escaped = value
    .replaceAll(/[\\"$?]/g, String.raw`\$&`)
    .replaceAll("\n", String.raw`\n`)
    .replaceAll("\r", String.raw`\r`)
    .replaceAll(/[\u0080-\u00FF]/g, (char) => `\\${char.charCodeAt(0).toString(16).toUpperCase()}`);
  return `"${escaped}"`;
}
