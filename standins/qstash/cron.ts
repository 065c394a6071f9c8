const RANGES: readonly [number, number][] = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
];

export type Cron = { zone: string; fields: readonly ReadonlySet<number>[] };

/** `[CRON_TZ=<zone> ]m h dom mon dow`, UTC unless a zone is named; undefined when it is not one. */
export function parseCron(text: string): Cron | undefined {
  const [, zone = "UTC", rest = text] = /^CRON_TZ=(\S+) (.*)$/.exec(text) ?? [];
  const parts = rest.trim().split(/\s+/);
  const fields = parts.map((part, index) => fieldOf(part, RANGES[index]));
  if (parts.length !== 5 || fields.some((field) => field === undefined)) return undefined;
  return { zone, fields: fields as Set<number>[] };
}

/** The first minute after `afterMs` that the expression names, within a year. */
export function nextTime(cron: Cron, afterMs: number): number {
  const first = Math.floor(afterMs / 60_000) * 60_000 + 60_000;
  for (let at = first; at < first + 366 * 86_400_000; at += 60_000)
    if (matches(cron, at)) return at;
  return Infinity;
}

function matches({ zone, fields }: Cron, at: number): boolean {
  const clock = new Date(new Date(at).toLocaleString("en-US", { timeZone: zone }) + " UTC");
  const shown = [
    clock.getUTCMinutes(),
    clock.getUTCHours(),
    clock.getUTCDate(),
    clock.getUTCMonth() + 1,
    clock.getUTCDay(),
  ];
  return fields.every((field, index) => field.has(shown[index] ?? -1));
}

function fieldOf(text: string, range: [number, number] | undefined): Set<number> | undefined {
  if (!range) return undefined;
  const values = new Set<number>();
  for (const part of text.split(",")) {
    const [, from, to, step = "1"] = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part) ?? [];
    if (!/^(?:\*|\d+(?:-\d+)?)(?:\/\d+)?$/.test(part)) return undefined;
    const low = from === undefined ? range[0] : Number(from);
    const high = from === undefined ? range[1] : Number(to ?? from);
    if (low < range[0] || high > range[1] || low > high || Number(step) < 1) return undefined;
    for (let value = low; value <= high; value += Number(step)) values.add(value);
  }
  return values;
}
