"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import type { ListFilter } from "@/app/_ui/patterns/data-table/list-column";
import { ITEM_KINDS, NICHES } from "@/server/modules/catalog/schema";

/** Units, tax classes and categories, as choices. */
export function useCatalogChoices() {
  const api = useTRPC();
  const units = useQuery(api.tenants.listUnits.queryOptions());
  const taxes = useQuery(api.catalog.listTaxClasses.queryOptions());
  const categories = useQuery(api.catalog.listCategories.queryOptions());
  return {
    units: (units.data ?? [])
      .filter(({ archivedAt }) => archivedAt === null)
      .map(({ id, name }) => ({ value: id, label: name })),
    taxes: (taxes.data ?? [])
      .filter(({ archivedAt }) => archivedAt === null)
      .map(({ id, name, rates }) => {
        const rate = rates.find(({ state }) => state === "current")?.rate;
        return { value: id, label: rate === undefined ? name : `${name} (${rate} %)` };
      }),
    categories: (categories.data ?? []).map((value) => ({ value, label: value })),
  };
}

/** The filters that `/catalog` offers (`server/modules/catalog/list-spec.ts`). */
export function useCatalogFilters(): ListFilter[] {
  const t = useTranslations("catalog");
  const { units, taxes, categories } = useCatalogChoices();
  const kinds = ITEM_KINDS.map((value) => ({ value, label: t(`kind.${value}`) }));
  const niches = NICHES.map((value) => ({ value, label: t(`niche.${value}`) }));
  return [
    { key: "kind", label: t("kindLabel"), type: "choice", options: kinds },
    { key: "niche", label: t("nicheLabel"), type: "choice", options: niches },
    { key: "category", label: t("category"), type: "choice", options: categories },
    {
      key: "unit",
      label: t("unit"),
      type: "choice",
      options: [...units, { value: "none", label: t("noUnit") }],
    },
    { key: "tax", label: t("tax"), type: "choice", options: taxes },
    { key: "name", label: t("name"), type: "text" },
    { key: "code", label: t("code"), type: "text" },
    { key: "createdAt", label: t("created_at"), type: "date" },
    { key: "archived", label: t("archivedFilter"), type: "boolean" },
  ];
}
