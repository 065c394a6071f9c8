"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { useMay } from "@/app/_ui/shell/person";
import type { ListFilter } from "@/app/_ui/patterns/data-table/list-column";

/** Who may own a customer and which units there are, as choices. */
export function useCustomerChoices() {
  const api = useTRPC();
  const owners = useQuery(api.customers.listOwners.queryOptions());
  const units = useQuery(api.tenants.listUnits.queryOptions());
  const tags = useQuery(api.customers.listTags.queryOptions());
  return {
    owners: (owners.data ?? []).map(({ membershipId, name }) => ({
      value: membershipId,
      label: name,
    })),
    units: (units.data ?? [])
      .filter(({ archivedAt }) => archivedAt === null)
      .map(({ id, name }) => ({ value: id, label: name })),
    tags: (tags.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
  };
}

/** The filters of the list, each with its words and choices. */
export function useCustomerFilters(): ListFilter[] {
  const t = useTranslations("customers");
  const status = useTranslations("status");
  const { owners, units, tags } = useCustomerChoices();
  const mayMoney = useMay()("invoice.read");
  const words = (["active", "lead", "former"] as const).map((value) => ({
    value,
    label: status(value),
  }));
  const kinds = (["person", "company"] as const).map((value) => ({ value, label: t(value) }));
  return [
    { key: "status", label: t("status"), type: "choice", options: words },
    { key: "kind", label: t("kind"), type: "choice", options: kinds },
    {
      key: "owner",
      label: t("owner"),
      type: "choice",
      options: [...owners, { value: "none", label: t("nobody") }],
    },
    {
      key: "unit",
      label: t("unit"),
      type: "choice",
      options: [...units, { value: "none", label: t("noUnit") }],
    },
    {
      key: "tag",
      label: t("tags"),
      type: "choice",
      options: [...tags, { value: "none", label: t("noTag") }],
    },
    ...(mayMoney
      ? ([
          { key: "owes", label: t("owes"), type: "boolean" },
          { key: "balance", label: t("balance"), type: "number" },
        ] as const)
      : []),
    { key: "category", label: t("category"), type: "text" },
    { key: "taxId", label: t("taxId"), type: "text" },
    { key: "city", label: t("city"), type: "text" },
    { key: "createdAt", label: t("created_at"), type: "date" },
    { key: "number", label: t("number"), type: "number" },
    { key: "name", label: t("name"), type: "text" },
    { key: "email", label: t("email"), type: "text" },
    { key: "phone", label: t("phone"), type: "text" },
    { key: "portalAccess", label: t("portalAccess"), type: "boolean" },
    { key: "exempt", label: t("exempt"), type: "boolean" },
    { key: "archived", label: t("archivedFilter"), type: "boolean" },
  ];
}
