"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/app/_trpc/client";
import type { ComboboxOption } from "@/app/_ui/patterns/combobox";
import { useMay } from "@/app/_ui/shell/person";

/** What can be sold, for a combobox. */
export function useItemOptions(): ComboboxOption[] {
  const may = useMay();
  const items = useQuery({
    ...useTRPC().catalog.list.queryOptions({ limit: 200, sort: "name" }),
    enabled: may("catalog.read"),
    staleTime: 60_000,
  });
  return (items.data?.items ?? []).map(({ id, name, code }) => ({
    value: id,
    label: name,
    detail: code,
  }));
}
