/** One line, set of bars or slice group: the key of its value in each row, and its name. */
export type ChartSeries = { key: string; label: string };

/** A row: its place on the axis and a value per series; null is a gap, never a zero. */
export type ChartRow = { at: string } & Record<string, string | number | null>;

/** How a series is told from its neighbours: a colour that is readable on every backdrop, and a dash for those who do not see it. */
export const SERIES_LOOKS = [
  { colour: "var(--brand-text)", dash: "" },
  { colour: "var(--warn)", dash: "6 3" },
  { colour: "var(--ok)", dash: "2 3" },
  { colour: "var(--bad)", dash: "8 3 2 3" },
  { colour: "var(--info)", dash: "4 2" },
  { colour: "var(--muted)", dash: "1 2" },
] as const;

/** The look of the series at this place; after the sixth they come round again. */
export const lookOf = (index: number): (typeof SERIES_LOOKS)[number] =>
  SERIES_LOOKS[index % SERIES_LOOKS.length] ?? SERIES_LOOKS[0];

/** Is there anything to draw? */
export const hasData = (rows: readonly ChartRow[], series: readonly ChartSeries[]): boolean =>
  rows.some((row) => series.some(({ key }) => typeof row[key] === "number"));

/** What a series comes to over all rows: for slices, and for the foot of the table. */
export const totalOf = (rows: readonly ChartRow[], key: string): number =>
  rows.reduce((sum, row) => sum + (typeof row[key] === "number" ? row[key] : 0), 0);
