"use client";

import { useMemo, useState } from "react";
import type { Chosen } from "./list-column";
import { type ListState, listQueryOf } from "./list-params";

/** Which rows are chosen: some by id, or all that match; another query begins anew. */
export function useSelection(rowIds: readonly string[], state: ListState) {
  const query = listQueryOf(state);
  const about = JSON.stringify([query.search, query.filters]);
  const [held, setHeld] = useState<{ about: string; ids: ReadonlySet<string>; all: boolean }>({
    about,
    ids: new Set(),
    all: false,
  });
  const [last, setLast] = useState(-1);
  const current = held.about === about ? held : { about, ids: new Set<string>(), all: false };
  const { ids, all } = current;
  const put = (next: ReadonlySet<string>, matching = false) =>
    setHeld({ about, ids: next, all: matching });
  const toggle = (index: number, range: boolean) => {
    const id = rowIds[index];
    if (id === undefined) return;
    const next = new Set(all ? rowIds : ids);
    const on = !next.has(id);
    const [from, to] =
      range && last >= 0 ? [Math.min(last, index), Math.max(last, index)] : [index, index];
    for (const each of rowIds.slice(from, to + 1))
      if (on) next.add(each);
      else next.delete(each);
    setLast(index);
    put(next);
  };
  const chosen: Chosen = useMemo(
    () =>
      all
        ? { mode: "matching", query: JSON.parse(JSON.stringify(query)) }
        : { mode: "ids", ids: [...ids] },
    // The query is compared by what it says.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [all, ids, about],
  );
  return {
    chosen,
    all,
    size: ids.size,
    has: (id: string) => all || ids.has(id),
    toggle,
    page: () => put(new Set(rowIds)),
    everything: () => put(new Set(), true),
    clear: () => put(new Set()),
  };
}
export type ListSelection = ReturnType<typeof useSelection>;
