"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import type { ListColumn } from "@/app/_ui/patterns/data-table/list-column";
import { StatusBadge } from "@/app/_ui/patterns/status-badge";
import type { ItemDto } from "@/server/modules/catalog/schema";
import { PriceText } from "./price-text";
import { useSpeed } from "./use-speed";

/** The columns of the catalogue; on a phone the name also says code and kind. */
export function useCatalogColumns(): ListColumn<ItemDto>[] {
  const t = useTranslations("catalog");
  const speed = useSpeed();
  return [
    {
      key: "name",
      label: t("name"),
      sort: "name",
      cell: (row) => (
        <>
          <Link
            href={`/catalog/${row.id}`}
            prefetch={false}
            className="block truncate font-medium hover:underline"
          >
            {row.name}
          </Link>
          <span className="block truncate text-[0.8125rem] text-muted">
            {[row.code, row.network && speed(row.network)].filter(Boolean).join(" · ")}
          </span>
        </>
      ),
    },
    {
      key: "price",
      label: t("price"),
      numeric: true,
      cell: (row) =>
        row.price ? (
          <PriceText {...row.price} />
        ) : (
          <span className="text-muted">{t("noPrice")}</span>
        ),
    },
    { key: "kind", label: t("kindLabel"), wide: true, cell: (row) => t(`kind.${row.kind}`) },
    { key: "category", label: t("category"), wide: true, cell: (row) => row.category },
    {
      key: "services",
      label: t("services"),
      numeric: true,
      wide: true,
      cell: (row) => (row.kind === "subscription" ? row.services : ""),
    },
    {
      key: "tax",
      label: t("tax"),
      wide: true,
      className: "hidden xl:table-cell",
      cell: (row) => (row.taxRate === null ? row.taxCode : `${row.taxCode} ${row.taxRate} %`),
    },
    {
      key: "status",
      label: t("state"),
      wide: true,
      cell: (row) => <StatusBadge status={row.archivedAt ? "archived" : "active"} />,
    },
    {
      key: "code",
      label: t("code"),
      sort: "code",
      wide: true,
      hidden: true,
      cell: (row) => row.code,
    },
    { key: "unitName", label: t("unit"), wide: true, hidden: true, cell: (row) => row.unitName },
  ];
}
