"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { type ListState, readListState, writeListState } from "./list-params";

/** The list's state in the URL: it can be sent to a colleague, kept as a bookmark, and the way back finds it. */
export function useListState(filters: readonly string[]) {
  const params = useSearchParams();
  const path = usePathname();
  const text = params.toString();
  const state = useMemo(
    () => readListState(Object.fromEntries(new URLSearchParams(text)), filters),
    [text, filters],
  );
  const change = useCallback(
    (set: Partial<ListState>) => {
      const query = writeListState({ ...state, ...set });
      // Not a navigation: the page is not asked again, only its list.
      window.history.replaceState(null, "", query ? `${path}?${query}` : path);
    },
    [path, state],
  );
  return { state, change };
}
