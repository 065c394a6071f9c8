"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import type { ComboboxOption } from "@/app/_ui/patterns/combobox";
import { customerNumbersIn } from "@/server/kernel/pay-reference";

/** A reference of payment, pasted from the bank, means its customer; anything else is what is looked for. */
function asked(text: string): { search: string; sort: string } {
  const [number] = customerNumbersIn(text);
  return number === undefined
    ? { search: text, sort: "name" }
    : { search: `#${number}`, sort: "number" };
}

/** Customers found as one types, the chosen one among them, for a combobox. */
export function useCustomerOptions(chosenId: string | null): {
  options: ComboboxOption[];
  search: (text: string) => void;
} {
  const api = useTRPC();
  const [text, search] = useState("");
  const found = useQuery({
    ...api.customers.list.queryOptions({ ...asked(text), limit: 20 }),
    placeholderData: keepPreviousData,
  });
  const chosen = useQuery({
    ...api.customers.get.queryOptions({ customerId: chosenId ?? "" }),
    enabled: Boolean(chosenId),
  });
  const rows = found.data?.items ?? [];
  const missing = chosen.data && !rows.some(({ id }) => id === chosenId) ? [chosen.data] : [];
  const options = [...missing, ...rows].map(({ id, name, number, phone }) => ({
    value: id,
    label: name,
    detail: [`#${number}`, phone].filter(Boolean).join(" · "),
  }));
  return { options, search };
}
