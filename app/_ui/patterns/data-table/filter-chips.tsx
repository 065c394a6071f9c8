"use client";

import { ListFilter as FilterIcon, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/app/_ui/primitives/button";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { Menu, MenuItem } from "@/app/_ui/primitives/menu";
import { FilterEditor } from "./filter-editor";
import { useFilterText } from "./filter-text";
import type { ListFilter } from "./list-column";

type FilterChipsProps = {
  filters: readonly ListFilter[];
  values: Readonly<Record<string, string>>;
  onChange: (values: Record<string, string>) => void;
};

/** The filters that are set, each a chip that opens and can be taken away; a button adds another. */
export function FilterChips({ filters, values, onChange }: FilterChipsProps) {
  const t = useTranslations("table");
  const textOf = useFilterText();
  const [editing, setEditing] = useState<string>();
  const set = filters.filter(({ key }) => values[key]);
  const unset = filters.filter(({ key }) => !values[key]);
  const open = filters.find(({ key }) => key === editing);
  const put = (key: string, value: string) => {
    const { [key]: _before, ...rest } = values;
    onChange(value ? { ...rest, [key]: value } : rest);
  };
  return (
    <>
      {set.map((filter) => {
        const text = `${filter.label}: ${textOf(filter, values[filter.key] ?? "")}`;
        return (
          <span
            key={filter.key}
            className="inline-flex h-8 max-w-full items-center rounded-full border border-subtle bg-brand-soft text-[0.8125rem] text-on-brand-soft"
          >
            <button
              type="button"
              className="h-full max-w-64 truncate rounded-l-full pr-1 pl-3"
              onClick={() => setEditing(filter.key)}
            >
              {text}
            </button>
            <button
              type="button"
              aria-label={t("removeFilter", { filter: text })}
              className="grid h-full w-7 place-items-center rounded-r-full"
              onClick={() => put(filter.key, "")}
            >
              <X aria-hidden className="size-3.5" />
            </button>
          </span>
        );
      })}
      {unset.length > 0 && (
        <Menu
          trigger={
            <Button size="sm">
              <FilterIcon aria-hidden />
              {t("filter")}
            </Button>
          }
        >
          {unset.map(({ key, label }) => (
            <MenuItem key={key} onSelect={() => setEditing(key)}>
              {label}
            </MenuItem>
          ))}
        </Menu>
      )}
      {set.length > 1 && (
        <Button size="sm" variant="quiet" onClick={() => onChange({})}>
          {t("clearFilters")}
        </Button>
      )}
      {open && (
        <Dialog open onOpenChange={() => setEditing(undefined)} title={open.label}>
          <FilterEditor
            filter={open}
            value={values[open.key] ?? ""}
            onApply={(value) => {
              put(open.key, value);
              setEditing(undefined);
            }}
          />
        </Dialog>
      )}
    </>
  );
}
