"use client";

import {
  type InfiniteData,
  keepPreviousData,
  type QueryKey,
  useInfiniteQuery,
  type UseInfiniteQueryOptions,
  useQuery,
  type UseQueryOptions,
} from "@tanstack/react-query";
import { listQueryOf, PAGE_ROWS } from "./list-params";
import { useListState } from "./use-list-state";

type Asked = ReturnType<typeof listQueryOf>;
type Page<Row> = { items: Row[]; nextCursor: string | null };
type Count = { count: number; estimated: boolean };
type Pages<Row, Fault, Key extends QueryKey> = UseInfiniteQueryOptions<
  Page<Row>,
  Fault,
  InfiniteData<Page<Row>, string | null>,
  Key,
  string | null
>;

type ListSource<Row, Fault, Key extends QueryKey, CountKey extends QueryKey> = {
  /** A page of what is asked, e.g. `api.payments.list.infiniteQueryOptions(asked, BY_CURSOR)`. */
  pages: (asked: Asked & { limit: number }) => Pages<Row, Fault, Key>;
  /** How many there are of it. */
  count: (asked: Asked) => UseQueryOptions<Count, Fault, Count, CountKey>;
  /** Asks again by itself, for lists that move without a fact. */
  refetchInterval?: number;
};

/** How a list's next page is found. */
export const BY_CURSOR = {
  getNextPageParam: (page: { nextCursor: string | null }) => page.nextCursor ?? undefined,
};

/**
 * A list's whole traffic: its state in the URL, its pages and its count, the old rows kept while new ones come.
 * `table` is spread into `DataTable`; `asked` is what the server was asked, for totals and exports beside it.
 */
export function useList<Row, Fault, Key extends QueryKey, CountKey extends QueryKey>(
  filters: readonly string[],
  source: ListSource<Row, Fault, Key, CountKey>,
) {
  const { state, change } = useListState(filters);
  const asked = listQueryOf(state);
  const query = useInfiniteQuery({
    ...source.pages({ ...asked, limit: PAGE_ROWS }),
    placeholderData: keepPreviousData,
    ...(source.refetchInterval && { refetchInterval: source.refetchInterval }),
  });
  const count = useQuery({ ...source.count(asked), placeholderData: keepPreviousData });
  return {
    asked,
    state,
    count: count.data,
    table: { state, onChange: change, query, count: count.data },
  };
}
