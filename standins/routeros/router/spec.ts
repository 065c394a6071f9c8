import type { Router } from "./router";

/** Bytes by property name, without the wire's «=». */
export type Values = Record<string, string>;

/** One row. What equals the menu's preset is not kept in it: 500 000 secrets in a process are affordable so. */
export type Item = {
  readonly id: string;
  values: Values;
  /** Made by the router itself; cannot be changed, is not kept over a restart. */
  dynamic?: boolean;
  /** What it came from: a session, a lease. */
  owner?: string;
  /** Milliseconds since 1970, where the row ends by itself. */
  expiresAt?: number;
  madeAt?: number;
};

export type Property = {
  /** The canonical form of what was given; throws a `Trap` with category 1. */
  parse(value: string, name: string, router: Router): string;
  preset?: string;
  /** Must be given to `add`. */
  needed?: true;
  /** Left out of replies while unset; others are there, empty. */
  bare?: true;
  /** Taken, never shown (passwords of users), or shown to the `sensitive` policy only. */
  secret?: "never" | "sensitive";
  /** The first version that has it, as `versionNumber` says it. */
  since?: number;
};

export type Answer = {
  rows?: Iterable<Values>;
  ret?: string;
  /** Endless: called to start, gives what stops it. */
  stream?: (push: (row: Values) => void, end: () => void) => () => void;
  /** Told by the router before the session closes. */
  fatal?: string;
};

export type Call = {
  router: Router;
  menu: Menu;
  attributes: Map<string, string>;
  queries: readonly string[];
  user: string;
  can(policy: string): boolean;
};

export type Unique = {
  /** Rows with one key clash; undefined takes no part. */
  key(values: Values): string | undefined;
  text: string;
};

export type Menu = {
  path: string;
  properties: Record<string, Property>;
  /** `.id` may also be a name. */
  named?: true;
  /** Rows have an order that `place-before` and `move` decide. */
  ordered?: true;
  /** One row without an id. */
  single?: true;
  /** Rows come and go by the router's own doing only; `remove` may be allowed. */
  fixed?: "remove" | true;
  unique?: readonly Unique[];
  /** First number of ids. */
  firstId?: number;
  since?: number;
  /** Policy that writes need; `write` where not said. */
  policy?: string;
  /** What the router itself says of a row, beside its properties. */
  state?(router: Router, item: Item): Values;
  /** Rows that are made while one looks. */
  rows?(router: Router): Item[];
  /** Rows that a print has above all others. */
  above?(router: Router): Values[];
  check?(router: Router, values: Values, item?: Item): void;
  added?(router: Router, item: Item): void;
  changed?(router: Router, item: Item, before: Values): void;
  removing?(router: Router, item: Item): void;
  removed?(router: Router, item: Item): void;
  verbs?: Record<string, { policy: string; run(call: Call): Answer | void }>;
};

/** «7.18» as a number that can be compared: 7018; betas and patches count as what they belong to. */
export function versionNumber(version: string): number {
  const [major = 0, minor = 0] = version.split(".").map((part) => Number.parseInt(part, 10));
  return major * 1000 + minor;
}
