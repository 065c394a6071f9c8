"use client";

import { ReceiptText } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useTRPC } from "@/app/_trpc/client";
import { DataTable } from "@/app/_ui/patterns/data-table/data-table";
import type { ListColumn } from "@/app/_ui/patterns/data-table/list-column";
import { BY_CURSOR, useList } from "@/app/_ui/patterns/data-table/use-list";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { Money } from "@/app/_ui/patterns/money";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import type { CreditNoteDto } from "@/server/modules/billing/schema";
import { Day } from "../../invoices/_components/day";
import { CreditState } from "./credit-state";
import { NOTE_FILTERS } from "./note-filters";

/** Every credit note within one's reach. */
export function CreditNoteList() {
  const t = useTranslations("invoices");
  const api = useTRPC();
  const { table } = useList(NOTE_FILTERS, {
    pages: (asked) => api.billing.listCreditNotes.infiniteQueryOptions(asked, BY_CURSOR),
    count: (asked) => api.billing.countCreditNotes.queryOptions(asked),
  });
  return (
    <>
      <PageHeader title={t("creditNotesTitle")} description={t("creditNotesText")} />
      <DataTable
        list="creditNotes"
        caption={t("creditNotesTitle")}
        columns={useColumns()}
        filters={[
          { key: "left", label: t("leftFilter"), type: "boolean" },
          { key: "voided", label: t("voided"), type: "boolean" },
          { key: "issuedOn", label: t("issuedOn"), type: "date" },
        ]}
        presets={[
          { key: "all", label: t("viewAll"), filters: {} },
          { key: "left", label: t("viewLeft"), filters: { left: "yes" } },
        ]}
        defaultSort="-issuedOn"
        {...table}
        countText={(values) => t("countNotes", values)}
        rowName={(row) => row.number}
        rowHref={(row) => `/credit-notes/${row.id}`}
        empty={
          <EmptyState icon={ReceiptText} title={t("creditNotesEmpty")}>
            {t("creditNotesEmptyText")}
          </EmptyState>
        }
      />
    </>
  );
}

function useColumns(): ListColumn<CreditNoteDto>[] {
  const t = useTranslations("invoices");
  return [
    {
      key: "number",
      label: t("number"),
      cell: (row) => (
        <>
          <Link
            href={`/credit-notes/${row.id}`}
            prefetch={false}
            className="block font-medium whitespace-nowrap hover:underline"
          >
            {row.number}
          </Link>
          <span className="block truncate text-[0.8125rem] text-muted sm:hidden">
            {row.customerName}
          </span>
        </>
      ),
    },
    { key: "customer", label: t("customer"), wide: true, cell: (row) => row.customerName },
    {
      key: "invoice",
      label: t("ofInvoice"),
      wide: true,
      cell: (row) =>
        row.invoiceId && (
          <Link href={`/invoices/${row.invoiceId}`} prefetch={false} className="hover:underline">
            {row.invoiceNumber}
          </Link>
        ),
    },
    {
      key: "state",
      label: t("state"),
      wide: true,
      cell: (row) => <CreditState state={row.creditState} />,
    },
    {
      key: "issuedOn",
      label: t("issuedOn"),
      sort: "issuedOn",
      wide: true,
      cell: (row) => <Day of={row.issuedOn} />,
    },
    {
      key: "total",
      label: t("total"),
      numeric: true,
      cell: (row) => <Money minor={row.totalMinor} currency={row.currency} />,
    },
    {
      key: "remaining",
      label: t("remaining"),
      numeric: true,
      wide: true,
      cell: (row) => <Money minor={row.remainingMinor} currency={row.currency} />,
    },
  ];
}
