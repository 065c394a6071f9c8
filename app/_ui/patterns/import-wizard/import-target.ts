/** What a file of this kind may hold: one entry a field, in the order in which they are shown. */
export type ImportTargetField = {
  name: string;
  label: string;
  required?: boolean;
  /** What a cell may look like. */
  sample: string;
};

/** What the dry run found. */
export type ImportCheck = {
  rows: number;
  good: number;
  bad: number;
  problems: { line: number; reason: string; given: Record<string, string> }[];
  samples: Record<string, string>[];
  /** Of the rows that would be taken, by currency; absent or empty: the kind has no money. */
  totals?: { currency: string; rows: number; amountMinor: number }[];
};

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
  /** Names the downloads. */
  fileName: string;
  fields: readonly ImportTargetField[];
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
