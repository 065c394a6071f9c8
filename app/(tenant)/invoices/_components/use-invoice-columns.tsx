"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import type { ListColumn } from "@/app/_ui/patterns/data-table/list-column";
import { Money } from "@/app/_ui/patterns/money";
import type { InvoiceDto } from "@/server/modules/billing/schema";
import { Day } from "./day";
import { InvoiceState } from "./invoice-state";

/** The columns of the list, number and customer first: on a phone they also say what is open. */
export function useInvoiceColumns(): ListColumn<InvoiceDto>[] {
  const t = useTranslations("invoices");
  return [
    {
      key: "number",
      label: t("number"),
      cell: (row) => (
        <>
          <Link
            href={`/invoices/${row.id}`}
            prefetch={false}
            className="block font-medium whitespace-nowrap hover:underline"
          >
            {row.number || t("untitled")}
          </Link>
          <span className="block truncate text-[0.8125rem] text-muted sm:hidden">
            {row.customerName}
          </span>
          <span className="mt-1 block sm:hidden">
            <InvoiceState {...row} />
          </span>
        </>
      ),
    },
    {
      key: "customer",
      label: t("customer"),
      wide: true,
      cell: (row) => (
        <Link href={`/customers/${row.customerId}`} prefetch={false} className="hover:underline">
          {row.customerName}
        </Link>
      ),
    },
    { key: "state", label: t("state"), wide: true, cell: (row) => <InvoiceState {...row} /> },
    {
      key: "issuedOn",
      label: t("issuedOn"),
      sort: "issuedOn",
      wide: true,
      cell: (row) => <Day of={row.issuedOn} />,
    },
    {
      key: "dueOn",
      label: t("dueOn"),
      sort: "dueOn",
      wide: true,
      cell: (row) => <Day of={row.dueOn} />,
    },
    {
      key: "total",
      label: t("total"),
      numeric: true,
      cell: (row) => <Money minor={row.totalMinor} currency={row.currency} />,
    },
    {
      key: "open",
      label: t("open"),
      numeric: true,
      wide: true,
      cell: (row) => <Money minor={row.openMinor} currency={row.currency} />,
    },
    {
      key: "kind",
      label: t("kind"),
      wide: true,
      hidden: true,
      cell: (row) => t(row.kind as "manual"),
    },
    { key: "unit", label: t("unit"), wide: true, hidden: true, cell: (row) => row.unitName },
  ];
}
