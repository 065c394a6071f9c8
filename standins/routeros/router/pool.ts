import type { Router } from "./router";

/** Which addresses of pools are taken, and who had which: the same one is given to the same customer where it is free. */
export class Pools {
  private readonly taken = new Set<string>();
  private readonly had = new Map<string, string>();
  /** Below this number of a pool nothing is free. */
  private readonly full = new Map<string, number>();

  constructor(private readonly router: Router) {}

  /** The address that was written down, or a free one of the pool that was; nothing where there is none. */
  take(given: string, owner: string): string {
    const address = isAddress(given) ? given : this.free(given, owner);
    if (address !== "") {
      this.taken.add(address);
      this.had.set(owner, address);
    }
    return address;
  }

  release(address: string): void {
    this.taken.delete(address);
    this.full.clear();
  }

  reset(): void {
    this.taken.clear();
    this.full.clear();
  }

  private free(pool: string, owner: string, seen = new Set<string>()): string {
    const found = this.router.table("/ip/pool").byName(pool);
    if (!found || seen.has(pool)) return "";
    const ranges = (found.values.ranges ?? "").split(",").map(rangeOf);
    const last = this.had.get(owner);
    const number = last === undefined ? undefined : numberOf(last);
    const inside = ranges.some(
      ([from = 0, to = from]) => number !== undefined && number >= from && number <= to,
    );
    if (last !== undefined && inside && this.isFree(last)) return last;
    for (const [from = 0, to = from] of ranges) {
      const key = `${pool}|${from}`;
      for (let at = Math.max(from, this.full.get(key) ?? 0); at <= to; at++) {
        this.full.set(key, at);
        if (this.isFree(dotted(at))) return dotted(at);
      }
    }
    const next = found.values["next-pool"];
    return next && next !== "none" ? this.free(next, owner, seen.add(pool)) : "";
  }

  private isFree = (address: string): boolean =>
    !this.taken.has(address) && !this.router.table("/ip/dhcp-server/lease").clash({ address });
}

const isAddress = (given: string): boolean =>
  given === "" || /^\d+\.\d+\.\d+\.\d+$/.test(given) || given.includes(":");

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
