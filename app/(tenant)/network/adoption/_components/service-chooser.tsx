"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { Combobox, type ComboboxOption } from "@/app/_ui/patterns/combobox";

type Chosen = { id: string; number: number; customerName: string };
type ServiceChooserProps = {
  label: string;
  chosen: Chosen | null;
  onChoose: (chosen: Chosen | null) => void;
};

/** Any service of the company, found by its number, its customer or its user. */
export function ServiceChooser({ label, chosen, onChoose }: ServiceChooserProps) {
  const t = useTranslations("network.adoption");
  const [text, setText] = useState<string>();
  const found = useQuery({
    ...useTRPC().services.list.queryOptions({ search: text ?? "", limit: 10 }),
    enabled: text !== undefined,
    placeholderData: keepPreviousData,
  });
  const rows = found.data?.items ?? [];
  const name = ({ number, customerName }: Chosen) =>
    t("serviceOf", { number, customer: customerName });
  const options: ComboboxOption[] = rows.map((row) => ({
    ...{ value: row.id, label: name(row) },
    detail: [row.itemName, row.enforcementRef].filter(Boolean).join(" · "),
  }));
  const missing = chosen && !rows.some(({ id }) => id === chosen.id);
  return (
    <Combobox
      aria-label={label}
      placeholder={t("choose")}
      options={missing ? [{ value: chosen.id, label: name(chosen) }, ...options] : options}
      value={chosen?.id ?? null}
      onSearch={setText}
      onChoose={(id) => onChoose(rows.find((row) => row.id === id) ?? (id ? chosen : null))}
    />
  );
}
