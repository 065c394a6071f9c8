/** How a list is looked at: what stands in its URL. */
export type ListState = {
  search: string;
  /** Field → value, as the server reads it: `a,b`, `from..to`, `yes`. */
  filters: Readonly<Record<string, string>>;
  sort: string;
  /** Keys of the columns shown, in order; undefined: the list's own choice. */
  columns: readonly string[] | undefined;
  /** The saved view that it began from. */
  view: string | undefined;
};

type Params = Readonly<Record<string, string | string[] | undefined>>;

const OWN = { search: "q", sort: "sort", columns: "cols", view: "view" } as const;
const first = (value: string | string[] | undefined): string =>
  (Array.isArray(value) ? value[0] : value) ?? "";

/** Reads a list's state from a page's `searchParams`; what the list has no filter for falls away. */
export function readListState(params: Params, filters: readonly string[]): ListState {
  const set = filters
    .map((key) => [key, first(params[key]).slice(0, 400)] as const)
    .filter(([, value]) => value !== "");
  const columns = first(params[OWN.columns]);
  return {
    search: first(params[OWN.search]).slice(0, 120),
    filters: Object.fromEntries(set),
    sort: first(params[OWN.sort]).slice(0, 60),
    columns: columns ? columns.split(",") : undefined,
    view: first(params[OWN.view]) || undefined,
  };
}

/** The URL's query of a state; without its view it is what a saved view keeps. */
export function writeListState(state: ListState): string {
  const params = new URLSearchParams();
  if (state.search) params.set(OWN.search, state.search);
  for (const [key, value] of Object.entries(state.filters)) if (value) params.set(key, value);
  if (state.sort) params.set(OWN.sort, state.sort);
  if (state.columns) params.set(OWN.columns, state.columns.join(","));
  if (state.view) params.set(OWN.view, state.view);
  // Readable in the address bar: these need no escape in a query.
  return params.toString().replaceAll("%2C", ",");
}

/** What the server is asked for a state; the same on both sides of the wire, so that the prefetch is found. */
export function listQueryOf({ search, filters, sort }: ListState) {
  const set = Object.entries(filters).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return { search, filters: new URLSearchParams(set).toString(), sort };
}

export const PAGE_ROWS = 50;
