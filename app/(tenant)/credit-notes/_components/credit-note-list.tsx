"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ReceiptText } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useTRPC } from "@/app/_trpc/client";
import { DataTable } from "@/app/_ui/patterns/data-table/data-table";
import type { ListColumn } from "@/app/_ui/patterns/data-table/list-column";
import { listQueryOf, PAGE_ROWS } from "@/app/_ui/patterns/data-table/list-params";
import { useListState } from "@/app/_ui/patterns/data-table/use-list-state";
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
  const { state, change } = useListState(NOTE_FILTERS);
  const asked = listQueryOf(state);
  const pages = useInfiniteQuery({
    ...api.billing.listCreditNotes.infiniteQueryOptions(
      { ...asked, limit: PAGE_ROWS },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
    placeholderData: keepPreviousData,
  });
  const count = useQuery({
    ...api.billing.countCreditNotes.queryOptions(asked),
    placeholderData: keepPreviousData,
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
          { key: "issuedOn", label: t("issuedOn"), type: "date" },
        ]}
        presets={[
          { key: "all", label: t("viewAll"), filters: {} },
          { key: "left", label: t("viewLeft"), filters: { left: "yes" } },
        ]}
        defaultSort="-issuedOn"
        state={state}
        onChange={change}
        query={pages}
        count={count.data}
        countText={(rows, estimated) =>
          t("countNotes", { count: rows, estimated: String(estimated) })
        }
        rowId={(row) => row.id}
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
