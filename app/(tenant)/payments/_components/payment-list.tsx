"use client";

import { Banknote, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useTRPC } from "@/app/_trpc/client";
import { DataTable } from "@/app/_ui/patterns/data-table/data-table";
import type { ListColumn } from "@/app/_ui/patterns/data-table/list-column";
import { BY_CURSOR, useList } from "@/app/_ui/patterns/data-table/use-list";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { Money } from "@/app/_ui/patterns/money";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { Button } from "@/app/_ui/primitives/button";
import { useMay } from "@/app/_ui/shell/person";
import { METHODS, paymentStatus, type PaymentDto } from "@/server/modules/payments/schema";
import { Day } from "../../invoices/_components/day";
import { PAYMENT_FILTERS } from "./payment-filters";
import { PaymentState } from "./payment-state";

/** Every payment within one's reach. */
export function PaymentList() {
  const t = useTranslations("payments");
  const api = useTRPC();
  const may = useMay();
  const { table } = useList(PAYMENT_FILTERS, {
    pages: (asked) => api.payments.list.infiniteQueryOptions(asked, BY_CURSOR),
    count: (asked) => api.payments.count.queryOptions(asked),
  });
  const add = may("payment.record") && (
    <Button asChild variant="primary">
      <Link href="/payments/new">
        <Plus aria-hidden />
        {t("new")}
      </Link>
    </Button>
  );
  const words = (keys: readonly ((typeof METHODS)[number] | PaymentDto["status"])[]) =>
    keys.map((value) => ({ value, label: t(value) }));
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        action={
          <>
            <Button asChild>
              <Link href="/payments/proofs?status=waiting">{t("proofs")}</Link>
            </Button>
            {may("bank.match") && (
              <Button asChild>
                <Link href="/payments/bank?status=waiting">{t("bank")}</Link>
              </Button>
            )}
            {may("cash.keep") && (
              <Button asChild>
                <Link href="/payments/cash">{t("cashDesk")}</Link>
              </Button>
            )}
            <Button asChild>
              <Link href="/deposits">{t("deposits")}</Link>
            </Button>
            {add}
          </>
        }
      />
      <DataTable
        list="payments"
        caption={t("title")}
        columns={useColumns()}
        filters={[
          {
            key: "status",
            label: t("state"),
            type: "choice",
            options: words(paymentStatus.options),
          },
          { key: "method", label: t("method"), type: "choice", options: words(METHODS) },
          { key: "left", label: t("leftFilter"), type: "boolean" },
          { key: "receivedOn", label: t("receivedOn"), type: "date" },
        ]}
        presets={[
          { key: "all", label: t("viewAll"), filters: {} },
          { key: "left", label: t("viewLeft"), filters: { left: "yes" } },
          { key: "bounced", label: t("viewBounced"), filters: { status: "bounced" } },
        ]}
        defaultSort="-receivedOn"
        {...table}
        countText={(values) => t("count", values)}
        rowName={(row) => row.receipt}
        rowHref={(row) => `/payments/${row.id}`}
        empty={
          <EmptyState icon={Banknote} title={t("empty")} action={add}>
            {t("emptyText")}
          </EmptyState>
        }
      />
    </>
  );
}

function useColumns(): ListColumn<PaymentDto>[] {
  const t = useTranslations("payments");
  return [
    {
      key: "receipt",
      label: t("receipt"),
      cell: (row) => (
        <>
          <Link
            href={`/payments/${row.id}`}
            prefetch={false}
            className="block font-medium whitespace-nowrap hover:underline"
          >
            {row.receipt}
          </Link>
          <span className="block truncate text-[0.8125rem] text-muted sm:hidden">
            {row.customerName}
          </span>
        </>
      ),
    },
    { key: "customer", label: t("customer"), wide: true, cell: (row) => row.customerName },
    {
      key: "receivedOn",
      label: t("receivedOn"),
      sort: "receivedOn",
      wide: true,
      cell: (row) => <Day of={row.receivedOn} />,
    },
    {
      key: "method",
      label: t("method"),
      wide: true,
      cell: (row) => methodWord(t, row.method),
    },
    { key: "state", label: t("state"), wide: true, cell: (row) => <PaymentState {...row} /> },
    {
      key: "amount",
      label: t("amount"),
      numeric: true,
      cell: (row) => <Money minor={row.amountMinor} currency={row.currency} />,
    },
    {
      key: "left",
      label: t("left"),
      numeric: true,
      wide: true,
      cell: (row) => <Money minor={row.unallocatedMinor} currency={row.currency} />,
    },
    {
      key: "reference",
      label: t("reference"),
      wide: true,
      hidden: true,
      cell: (row) => row.reference,
    },
  ];
}

const isMethod = (word: string): word is (typeof METHODS)[number] =>
  (METHODS as readonly string[]).includes(word);

/** A method in words; one that a gateway or an import brought is `other`. */
export const methodWord = (
  t: ReturnType<typeof useTranslations<"payments">>,
  method: string,
): string => t(isMethod(method) ? method : "other");
