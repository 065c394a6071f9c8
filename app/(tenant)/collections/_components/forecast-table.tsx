"use client";

import { Handshake } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { type Column, PlainTable } from "@/app/_ui/patterns/data-table/plain-table";
import { Money } from "@/app/_ui/patterns/money";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { useMay } from "@/app/_ui/shell/person";
import type { ForecastRow } from "@/server/modules/billing/dunning/forecast-schema";
import { useDayText } from "./day-text";

type ForecastTableProps = {
  title: string;
  rows: readonly ForecastRow[];
  currency: string;
  /** Absent: no promise is offered here. */
  onPromise?: (row: ForecastRow) => void;
};

/** One lot of a forecast: those cut, put off or spared, each with its reason. Nothing where it is empty. */
export function ForecastTable({ title, rows, currency, onPromise }: ForecastTableProps) {
  const columns = useColumns(currency, onPromise);
  if (rows.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2 className="mb-2 text-base font-semibold">
        {title} <span className="font-normal text-muted">{rows.length}</span>
      </h2>
      <Card>
        <PlainTable
          caption={title}
          columns={columns}
          rows={rows}
          rowKey={(row) => `${row.serviceId}:${row.kind}:${row.offsetDays}`}
          empty={null}
        />
      </Card>
    </section>
  );
}

function useColumns(
  currency: string,
  onPromise: ForecastTableProps["onPromise"],
): Column<ForecastRow>[] {
  const t = useTranslations("collections.tomorrow");
  const reasons = useTranslations("dunning.reasons");
  const promises = useTranslations("collections.promises");
  const parts = useTranslations("collections");
  const day = useDayText();
  const may = useMay();
  const why = (row: ForecastRow) => (
    <>
      <span className="block">
        {row.outcome === "cut"
          ? t("rule", { kind: row.kind, days: row.offsetDays })
          : reasons(row.reason)}
      </span>
      <span className="block text-[0.8125rem] text-muted">
        {row.outcome === "put_off"
          ? row.next
            ? t("next", { day: day(row.next) })
            : t("never")
          : row.policy}
      </span>
    </>
  );
  const columns: Column<ForecastRow>[] = [
    {
      key: "customer",
      label: parts("customer"),
      cell: (row) => (
        <>
          <Link
            href={`/customers/${row.customerId}`}
            prefetch={false}
            className="inline-flex min-h-6 items-center font-medium hover:underline"
          >
            {row.customerName}
          </Link>
          <span className="block text-[0.8125rem] text-muted">
            {row.service} · #{row.serviceNumber}
          </span>
          <span className="mt-1 block text-[0.8125rem] sm:hidden">{why(row)}</span>
        </>
      ),
    },
    { key: "why", label: t("reason"), wide: true, cell: why },
    {
      key: "invoices",
      label: t("invoices"),
      wide: true,
      cell: (row) => (
        <>
          <span className="block">{row.invoices.slice(0, 3).join(", ")}</span>
          <span className="block text-[0.8125rem] text-muted">
            {t("days", { days: row.daysOverdue })}
          </span>
        </>
      ),
    },
    {
      key: "owed",
      label: parts("owed"),
      numeric: true,
      cell: (row) => <Money minor={row.owedMinor} currency={currency} />,
    },
  ];
  if (!onPromise || !may("collection.manage")) return columns;
  return [
    ...columns,
    {
      key: "actions",
      label: <span className="sr-only">{promises("grant")}</span>,
      cell: (row) =>
        row.reason !== "promise" && (
          <Button
            size="sm"
            onClick={() => onPromise(row)}
            aria-label={`${promises("grant")}: ${row.customerName}`}
          >
            <Handshake aria-hidden />
            <span className="hidden lg:inline">{promises("grant")}</span>
          </Button>
        ),
    },
  ];
}
