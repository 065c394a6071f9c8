import type { CsvRow } from "@/server/kernel/parse-csv";

/** What a file of this kind may hold: one entry a field, in the order in which they are shown. */
export type ImportTargetField = {
  name: string;
  label: string;
  required?: boolean;
  /** What the cells of the example's rows hold; an empty one may stay empty. */
  samples: readonly string[];
};

/** What the dry run found. */
export type ImportCheck = {
  rows: number;
  good: number;
  bad: number;
  problems: ImportRemark[];
  /** Of the good ones, those worth a look. */
  doubted: number;
  /** Those that stand here already and are not taken again. */
  known?: number;
  warnings: ImportRemark[];
  samples: Record<string, string>[];
  /** Of the rows that would be taken, by currency; empty: the kind has no money. */
  totals: ImportTotal[];
  /** Of the rows that would be refused though their amount can be read. */
  refused: ImportTotal[];
};

/** What is said of one row of the file. */
export type ImportRemark = { line: number; reason: string; given: Record<string, string> };
export type ImportTotal = { currency: string; rows: number; amountMinor: number };

/** What the old system says it adds up to, in minor units: the run starts only when the rows do. */
export type ControlTotal = { currency: string; amountMinor: number };

/** How the run stands. */
export type ImportRun = {
  id: string;
  status: string;
  total: number;
  done: number;
  failed: number;
  undone: number;
  notUndone: number;
  canUndo: boolean;
  underWay: boolean;
};

export type Mapping = Record<string, number>;

/** What one kind of import gives the wizard; the wizard knows nothing else of it. */
export type ImportTarget = {
  /** Names the kind where the browser keeps which column was what. */
  key: string;
  /** Names the downloads. */
  fileName: string;
  /** How large the file may be and how it is written; absent: as for imports. */
  hint?: string;
  fields: readonly ImportTargetField[];
  /** The table in the file's rows, where something stands above its titles; absent: all of them. */
  table?: (rows: readonly CsvRow[]) => CsvRow[];
  guess: (header: readonly string[]) => Mapping;
  check: (fileId: string, mapping: Mapping) => Promise<ImportCheck>;
  start: (fileId: string, mapping: Mapping, control?: ControlTotal) => Promise<ImportRun>;
  read: (taskId: string) => Promise<ImportRun>;
  undo: (taskId: string) => Promise<ImportRun>;
  /** The rows that were refused, as CSV. */
  failures: (taskId: string) => Promise<string>;
  /** Where the imported rows are seen. */
  list: { href: string; label: string };
};
