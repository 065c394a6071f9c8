"use client";

import { keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/app/_trpc/client";
import type { ForeignRowsInput } from "@/server/modules/network/adoption/schema";

export type RowState = ForeignRowsInput["state"];

/** A router's rows of one state, page by page, with what the newest page says of all of them. */
export function useForeignRows(routerId: string, state: RowState, search: string) {
  const api = useTRPC();
  const query = useInfiniteQuery({
    ...api.network.foreignRows.infiniteQueryOptions(
      { routerId, state, search, limit: 50 },
      { getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined },
    ),
    placeholderData: keepPreviousData,
  });
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  return { query, rows, first: query.data?.pages[0] };
}

/** Everything of the network is read anew: who decides changes more than this list. */
export function useRefresh(): () => Promise<void> {
  const api = useTRPC();
  const cache = useQueryClient();
  return () => cache.invalidateQueries(api.network.pathFilter());
}
