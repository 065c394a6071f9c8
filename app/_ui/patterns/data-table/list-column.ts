import type { ReactNode } from "react";

/** A column of a list that can be chosen, moved and, where the server offers it, ordered by. */
export type ListColumn<Row> = {
  key: string;
  label: string;
  cell: (row: Row) => ReactNode;
  /** Name of the order that the server offers. */
  sort?: string;
  /** Right-aligned, tabular. */
  numeric?: boolean;
  /** Left out below 640 px; the first column says the most important of it in a second line. */
  wide?: boolean;
  /** Not shown until somebody chooses it. */
  hidden?: boolean;
  className?: string;
};

/** A filter that the server offers, typed. */
export type ListFilter = { key: string; label: string } & (
  | { type: "text" | "date" | "number" | "boolean" }
  | { type: "choice"; options: readonly { value: string; label: string }[] }
);

/** The rows chosen, as the server takes them. */
export type Chosen =
  | { mode: "ids"; ids: string[] }
  | { mode: "matching"; query: { search: string; filters: string; sort: string } };
