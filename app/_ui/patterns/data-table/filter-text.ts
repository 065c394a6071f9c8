"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { ListFilter } from "./list-column";

/** A filter's value in words: `Activo o Interesado`, `desde 1 mar 2026`. */
export function useFilterText(): (filter: ListFilter, value: string) => string {
  const t = useTranslations("table");
  const format = useFormatter();
  // A day is the tenant's own whatever the zone: noon keeps it the same day in all of them.
  const day = (text: string) =>
    text && format.dateTime(new Date(`${text}T12:00:00Z`), { dateStyle: "medium" });
  const range = (from: string, to: string) => {
    if (from && to) return from === to ? from : t("between", { from, to });
    return from ? t("from", { from }) : t("to", { to });
  };
  return (filter, value) => {
    const [from = "", to = ""] = value.split("..");
    switch (filter.type) {
      case "boolean":
        return value === "yes" ? t("yes") : t("no");
      case "choice": {
        const words = value
          .split(",")
          .map((one) => filter.options.find((option) => option.value === one)?.label ?? one);
        return format.list(words, { type: "disjunction" });
      }
      case "date":
        return range(day(from), day(to));
      case "number":
        return range(from, to);
      default:
        return value;
    }
  };
}
