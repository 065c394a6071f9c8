import type { Router } from "./router";

/** What a profile or secret says a session gets: its own address, or a free one of the pool that it names; else nothing. */
export function freeAddress(router: Router, given: string): string {
  if (given === "" || /^\d+\.\d+\.\d+\.\d+$/.test(given) || given.includes(":")) return given;
  const used = new Set([...router.table("/ppp/active").all()].map(({ values }) => values.address));
  for (const { values } of router.table("/ip/dhcp-server/lease").all()) used.add(values.address);
  return walk(router, given, used, new Set());
}

function walk(
  router: Router,
  name: string,
  used: Set<string | undefined>,
  seen: Set<string>,
): string {
  const pool = router.table("/ip/pool").byName(name);
  if (!pool || seen.has(name)) return "";
  for (const range of (pool.values.ranges ?? "").split(",")) {
    const [from = 0, to = from] = rangeOf(range);
    for (let at = from; at <= to; at++) if (!used.has(dotted(at))) return dotted(at);
  }
  const next = pool.values["next-pool"];
  return next && next !== "none" ? walk(router, next, used, seen.add(name)) : "";
}

function rangeOf(range: string): number[] {
  const [host = "", length] = range.split("/");
  if (length === undefined) return range.split("-").map(numberOf);
  const size = 2 ** (32 - Number(length));
  const first = Math.floor(numberOf(host) / size) * size;
  return [first + 1, first + size - 2];
}

const numberOf = (address: string): number =>
  address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
const dotted = (number: number): string =>
  [24, 16, 8, 0].map((bits) => (number >>> bits) & 0xff).join(".");

/** «10.0.0.0» of «10.0.0.5/24» */
export function networkOf(prefix: string): string {
  const [host = "", length = "32"] = prefix.split("/");
  const size = 2 ** (32 - Number(length));
  return dotted(Math.floor(numberOf(host) / size) * size);
}
