import type { Paper } from "@/server/pdf/paper";

/** A column of the table; `width` is a share of the page's, the shares add up to 1. */
export type SheetColumn = { label: string; width: number; align: "left" | "right" };
/** A row: its cells, and a quieter line under the first. */
export type SheetRow = { cells: readonly string[]; note: string };
export type SheetPair = { label: string; value: string; strong?: true };

/** A document of billing as it stands on paper, every text ready: what differs between invoice, note, receipt and statement. */
export type Sheet = Paper & {
  /** Across the head: no fiscal value, draft, voided. */
  notices: readonly string[];
  /** Who issues, who it is for: the first line is the name. */
  from: { label: string; lines: readonly string[] };
  to: { label: string; lines: readonly string[] };
  facts: readonly SheetPair[];
  before: string;
  columns: readonly SheetColumn[];
  rows: readonly SheetRow[];
  totals: readonly SheetPair[];
  /** Below the totals: taxes by rate, what was paid. */
  sections: readonly { title: string; rows: readonly SheetPair[] }[];
  /** How to pay: a line each; none: nothing is to be paid, or nobody wrote how. */
  payment: { title: string; lines: readonly string[] };
  after: string;
  /** Printed as a code to pay or to open; null: none. */
  qr: string | null;
};
