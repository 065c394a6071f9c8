"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";

/** Customers as choices, found by what is typed. */
export function useCustomerSearch() {
  const api = useTRPC();
  const [search, onSearch] = useState("");
  const found = useQuery({
    ...api.customers.list.queryOptions({ search, limit: 10 }),
    placeholderData: keepPreviousData,
  });
  const options = (found.data?.items ?? []).map(({ id, name, number, city }) => ({
    value: id,
    label: name,
    detail: [`#${number}`, city].filter(Boolean).join(" · "),
  }));
  return { options, onSearch };
}
