import { readdirSync, readFileSync } from "node:fs";

type Stat = { parent: number; ticks: number };
/** Linux counts processor time in hundredths, whatever the kernel's own clock. */
const TICKS_A_SECOND = 100;

/**
 * Seconds of processor that a process and all under it have used, those that ended and were waited for included. It says
 * the same on a busy machine as on a quiet one, nearly. NaN where there is no /proc.
 */
export function processorSeconds(pid: number): number {
  const all = new Map<number, Stat>();
  for (const name of readable("/proc", (path) => readdirSync(path)) ?? [])
    if (/^\d+$/.test(name)) {
      const stat = readable(`/proc/${name}/stat`, (path) => readFileSync(path, "utf8"));
      if (stat) all.set(Number(name), parse(stat));
    }
  const ticksOf = (one: number): number => {
    let ticks = all.get(one)?.ticks ?? Number.NaN;
    for (const [child, { parent }] of all) if (parent === one) ticks += ticksOf(child);
    return ticks;
  };
  return ticksOf(pid) / TICKS_A_SECOND;
}

/** Whose child a process is; 0 where there is no /proc. */
export function parentOf(pid: number): number {
  const stat = readable(`/proc/${pid}/stat`, (path) => readFileSync(path, "utf8"));
  return stat ? parse(stat).parent : 0;
}

/** Fields 4 (parent) and 14 to 17 (own and children's time) of proc(5); the name before them may hold anything. */
function parse(stat: string): Stat {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const ticks = fields.slice(11, 15).reduce((sum, text) => sum + Number(text), 0);
  return { parent: Number(fields[1]), ticks };
}

/** Processes end while they are looked at. */
function readable<T>(path: string, read: (path: string) => T): T | undefined {
  try {
    return read(path);
  } catch {
    return undefined;
  }
}
