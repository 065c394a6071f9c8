"use client";

import { useQuery } from "@tanstack/react-query";
import { FileUp, Landmark } from "lucide-react";
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
import {
  CONFIDENCES,
  MOVEMENT_STATUSES,
  type MovementDto,
} from "@/server/modules/payments/bank/schema";
import { Day } from "../../../invoices/_components/day";
import { AcceptCertain } from "./accept-certain";
import { MOVEMENT_FILTERS } from "./movement-filters";
import { MovementState } from "./movement-state";

/** Lines of the company's bank statements, each with whose money it is thought to be and why. */
export function MovementList() {
  const t = useTranslations("bank");
  const api = useTRPC();
  const accounts = useQuery(api.payments.listBankAccounts.queryOptions());
  const { table } = useList(MOVEMENT_FILTERS, {
    pages: (asked) => api.payments.listMovements.infiniteQueryOptions(asked, BY_CURSOR),
    count: (asked) => api.payments.countMovements.queryOptions(asked),
  });
  const upload = (
    <Button asChild>
      <Link href="/payments/bank/upload">
        <FileUp aria-hidden />
        {t("upload")}
      </Link>
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        action={
          <>
            {upload}
            <AcceptCertain />
          </>
        }
      />
      <DataTable
        list="bank"
        caption={t("title")}
        columns={useColumns()}
        filters={[
          {
            ...{ key: "status", label: t("state"), type: "choice" },
            options: MOVEMENT_STATUSES.map((value) => ({ value, label: t(`status.${value}`) })),
          },
          {
            ...{ key: "confidence", label: t("match"), type: "choice" },
            options: CONFIDENCES.map((value) => ({ value, label: t(`confidence.${value}`) })),
          },
          {
            ...{ key: "account", label: t("account"), type: "choice" },
            options: (accounts.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
          },
          { key: "movedOn", label: t("movedOn"), type: "date" },
        ]}
        presets={[
          { key: "waiting", label: t("viewWaiting"), filters: { status: "waiting" } },
          {
            ...{ key: "certain", label: t("viewCertain") },
            filters: { status: "waiting", confidence: "certain" },
          },
          { key: "matched", label: t("viewMatched"), filters: { status: "matched,linked" } },
          { key: "all", label: t("viewAll"), filters: {} },
        ]}
        defaultSort="-movedOn"
        {...table}
        countText={(values) => t("count", values)}
        rowName={(row) => row.text || row.reference}
        rowHref={(row) => `/payments/bank/${row.id}`}
        empty={
          <EmptyState icon={Landmark} title={t("empty")}>
            {t("emptyText")}
          </EmptyState>
        }
      />
    </>
  );
}

function useColumns(): ListColumn<MovementDto>[] {
  const t = useTranslations("bank");
  return [
    {
      key: "text",
      label: t("movement"),
      cell: (row) => (
        <>
          <Link
            href={`/payments/bank/${row.id}`}
            prefetch={false}
            className="block font-medium break-words hover:underline"
          >
            {row.text || row.reference || t("noText")}
          </Link>
          <span className="mt-0.5 flex flex-wrap items-center gap-1 sm:hidden">
            <MovementState movement={row} />
            {row.customer && <span className="text-muted">{row.customer.name}</span>}
          </span>
        </>
      ),
    },
    {
      key: "movedOn",
      label: t("movedOn"),
      sort: "movedOn",
      wide: true,
      cell: (row) => <Day of={row.movedOn} />,
    },
    {
      key: "state",
      label: t("state"),
      wide: true,
      cell: (row) => <MovementState movement={row} />,
    },
    {
      key: "customer",
      label: t("customer"),
      wide: true,
      cell: (row) => (
        <>
          {row.customer && <span className="block">{row.customer.name}</span>}
          <span className="block text-[0.8125rem] text-muted">
            {row.reasons.map((reason) => t(`reason.${reason}`)).join(" · ")}
          </span>
        </>
      ),
    },
    { key: "reference", label: t("reference"), wide: true, cell: (row) => row.reference },
    { key: "account", label: t("account"), wide: true, cell: (row) => row.accountName },
    {
      key: "amount",
      label: t("amount"),
      numeric: true,
      cell: (row) => <Money minor={row.amountMinor} currency={row.currency} />,
    },
  ];
}
