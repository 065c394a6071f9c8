"use client";

import { useFormatter, useTranslations } from "next-intl";
import Link from "next/link";
import type { ListColumn } from "@/app/_ui/patterns/data-table/list-column";
import { StatusBadge } from "@/app/_ui/patterns/status-badge";
import { useMay } from "@/app/_ui/shell/person";
import { formatTaxId } from "@/server/kernel/tax-id";
import { Balances } from "./balances";
import { TagList } from "./tag-list";
import type { CustomerDto } from "@/server/modules/crm/schema";

/** The columns of the list, the name first: on a phone it also says number and city. */
export function useCustomerColumns(): ListColumn<CustomerDto>[] {
  const t = useTranslations("customers");
  const format = useFormatter();
  const mayMoney = useMay()("invoice.read");
  const day = (at: string) => format.dateTime(new Date(at), { dateStyle: "medium" });
  return [
    {
      key: "name",
      label: t("name"),
      sort: "name",
      cell: (row) => (
        <>
          <Link
            href={`/customers/${row.id}`}
            prefetch={false}
            className="block truncate font-medium hover:underline"
          >
            {row.name}
          </Link>
          <span className="block truncate text-[0.8125rem] text-muted sm:hidden">
            {[`#${row.number}`, row.city, row.phone].filter(Boolean).join(" · ")}
          </span>
        </>
      ),
    },
    {
      key: "number",
      label: t("number"),
      sort: "number",
      numeric: true,
      wide: true,
      cell: (row) => row.number,
    },
    {
      key: "status",
      label: t("status"),
      cell: (row) => <StatusBadge status={row.archivedAt ? "archived" : row.status} />,
    },
    { key: "phone", label: t("phone"), wide: true, cell: (row) => row.phone },
    { key: "city", label: t("city"), wide: true, cell: (row) => row.city },
    ...(mayMoney
      ? [
          {
            key: "balance",
            label: t("balance"),
            numeric: true,
            wide: true,
            cell: (row: CustomerDto) => <Balances balances={row.balances ?? []} />,
          },
        ]
      : []),
    {
      key: "tags",
      label: t("tags"),
      wide: true,
      hidden: true,
      cell: (row) => <TagList tags={row.tags} />,
    },
    {
      key: "createdAt",
      label: t("created_at"),
      sort: "createdAt",
      wide: true,
      cell: (row) => <span className="whitespace-nowrap">{day(row.createdAt)}</span>,
    },
    {
      key: "ownerName",
      label: t("owner"),
      className: "hidden 2xl:table-cell",
      cell: (row) => row.ownerName,
    },
    { key: "kind", label: t("kind"), wide: true, hidden: true, cell: (row) => t(row.kind) },
    {
      key: "email",
      label: t("email"),
      wide: true,
      hidden: true,
      cell: (row) => <span className="block truncate">{row.email}</span>,
    },
    {
      key: "taxId",
      label: t("taxId"),
      wide: true,
      hidden: true,
      cell: (row) => row.taxId && formatTaxId(row.taxCountry, row.taxIdKind, row.taxId),
    },
    {
      key: "category",
      label: t("category"),
      wide: true,
      hidden: true,
      cell: (row) => row.category,
    },
    { key: "unitName", label: t("unit"), wide: true, hidden: true, cell: (row) => row.unitName },
  ];
}
