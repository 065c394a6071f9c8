// A small model of what a service owes, day by day, in plain integers. It shares nothing with `rules/` on purpose: the
// twelve months' test holds the two against each other to the cent.

export type ModelService = {
  mode: "prepaid" | "postpaid";
  months: number;
  anchor: number;
  start: string;
  /** Minor units of a whole period, tax included, from a day on; oldest first. */
  prices: { from: string; minor: number }[];
  /** Days held: a pause is never charged; a debt is not, if it covers the whole period. */
  holds: { reason: "pause" | "debt"; from: string; to: string }[];
  /** Percent off the first periods. */
  discount?: { percent: number; cycles: number };
  /** Once, with the first document from its day on. */
  once?: { on: string; minor: number };
  /** Another billing day from that day on. */
  moved?: { on: string; anchor: number };
};

export type ModelInvoice = {
  start: string;
  end: string;
  issued: string;
  total: number;
  net: number;
};
export type ModelSkip = { start: string; end: string };

const DAY = 86_400_000;
const next = (day: string, by = 1) =>
  new Date(Date.parse(day) + by * DAY).toISOString().slice(0, 10);
const parts = (day: string) => day.split("-").map(Number) as [number, number, number];
const lastOf = (day: string) => new Date(Date.UTC(parts(day)[0], parts(day)[1], 0)).getUTCDate();
const monthOf = (day: string) => parts(day)[0] * 12 + parts(day)[1];
const isBillDay = (day: string, anchor: number) => parts(day)[2] === Math.min(anchor, lastOf(day));
/** Half away from zero, in whole numbers. */
const round = (top: number, bottom: number): number =>
  top < 0 ? -round(-top, bottom) : Math.floor((2 * top + bottom) / (2 * bottom));

function endOf(start: string, anchor: number, months: number): string {
  let day = next(start);
  const wanted = isBillDay(start, anchor) ? monthOf(start) + months : 0;
  while (!isBillDay(day, anchor) || monthOf(day) < wanted) day = next(day);
  return day;
}

function wholeStartOf(end: string, anchor: number, months: number): string {
  let day = next(end, -1);
  while (!isBillDay(day, anchor) || monthOf(day) > monthOf(end) - months) day = next(day, -1);
  return day;
}

/** Everything billed and skipped when somebody runs billing on each of those days. */
export function playModel(service: ModelService, runDays: readonly string[]) {
  const { mode, months, discount, once } = service;
  const invoices: ModelInvoice[] = [];
  const skips: ModelSkip[] = [];
  let [start, anchor, cycles, onceDone] = [
    service.start,
    service.anchor,
    discount?.cycles ?? 0,
    false,
  ];
  for (const today of runDays) {
    if (service.moved && today >= service.moved.on) anchor = service.moved.anchor;
    const made: ModelInvoice[] = [];
    for (;;) {
      const end = endOf(start, anchor, months);
      if ((mode === "prepaid" ? start : end) > today) break;
      const charged = chargedDays(service, start, end, today);
      if (charged.length === 0) skips.push({ start, end });
      else {
        const wholeStart = isBillDay(start, anchor) ? start : wholeStartOf(end, anchor, months);
        const lines = linesOf(service, charged, wholeStart, end, today);
        const off =
          discount && cycles > 0
            ? -round(lines.reduce((a, b) => a + b, 0) * discount.percent, 100)
            : 0;
        if (off) cycles--;
        made.push(total([...lines, ...(off ? [off] : [])], { start, end, issued: today }));
      }
      start = end;
    }
    if (once && !onceDone && today >= once.on && made.length > 0) {
      const billDay = (one: ModelInvoice) => (mode === "prepaid" ? one.start : one.end);
      const bearer = made.find((one) => billDay(one) >= once.on) ?? made.at(-1);
      if (bearer)
        Object.assign(bearer, {
          total: bearer.total + once.minor,
          net: bearer.net + round(once.minor * 100, 118),
        });
      onceDone = true;
    }
    invoices.push(...made);
  }
  return { invoices, skips };
}

/** Days of the period that count, as far as is known on the day of the run. */
function chargedDays({ holds }: ModelService, start: string, end: string, today: string): string[] {
  const isHeld = (day: string, reason: string) =>
    holds.some(
      (hold) =>
        hold.reason === reason &&
        hold.from <= today &&
        hold.from <= day &&
        (hold.to > today || day < hold.to),
    );
  const days: string[] = [];
  for (let day = start; day < end; day = next(day)) days.push(day);
  if (days.every((day) => isHeld(day, "pause") || isHeld(day, "debt"))) return [];
  return days.filter((day) => !isHeld(day, "pause"));
}

/** A line a price: each day costs the step of the rounded cost up to it. */
function linesOf(
  { prices }: ModelService,
  charged: string[],
  wholeStart: string,
  end: string,
  today: string,
): number[] {
  const of = Math.round((Date.parse(end) - Date.parse(wholeStart)) / DAY);
  const known = prices.filter(({ from }, index) => index === 0 || from <= today);
  const sums = new Map<number, number>();
  for (const day of charged) {
    const index = Math.max(
      0,
      known.findLastIndex(({ from }) => from <= day),
    );
    const minor = known[index]?.minor ?? 0;
    const place = Math.round((Date.parse(day) - Date.parse(wholeStart)) / DAY);
    const step = round(minor * (place + 1), of) - round(minor * place, of);
    sums.set(index, (sums.get(index) ?? 0) + step);
  }
  return [...sums.values()];
}

const total = (lines: number[], over: Omit<ModelInvoice, "total" | "net">): ModelInvoice => ({
  ...over,
  total: lines.reduce((sum, line) => sum + line, 0),
  net: lines.reduce((sum, line) => sum + round(line * 100, 118), 0),
});
