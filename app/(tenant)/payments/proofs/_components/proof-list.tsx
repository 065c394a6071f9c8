"use client";

import { CopyX, ImageUp } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useTRPC } from "@/app/_trpc/client";
import { DataTable } from "@/app/_ui/patterns/data-table/data-table";
import type { ListColumn } from "@/app/_ui/patterns/data-table/list-column";
import { BY_CURSOR, useList } from "@/app/_ui/patterns/data-table/use-list";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { Money } from "@/app/_ui/patterns/money";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { When } from "@/app/_ui/patterns/when";
import { Badge } from "@/app/_ui/primitives/badge";
import { useMay } from "@/app/_ui/shell/person";
import {
  PROOF_SOURCES,
  PROOF_STATUSES,
  type ProofDto,
} from "@/server/modules/payments/proofs/schema";
import { Day } from "../../../invoices/_components/day";
import { PROOF_FILTERS } from "./proof-filters";
import { ProofRules } from "./proof-rules";
import { ProofState } from "./proof-state";

/** What customers say they paid; who waits longest comes first. */
export function ProofList() {
  const t = useTranslations("proofs");
  const api = useTRPC();
  const may = useMay();
  const { table } = useList(PROOF_FILTERS, {
    pages: (asked) => api.payments.listProofs.infiniteQueryOptions(asked, BY_CURSOR),
    count: (asked) => api.payments.countProofs.queryOptions(asked),
  });
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        action={may("settings.manage") && <ProofRules />}
      />
      <DataTable
        list="proofs"
        caption={t("title")}
        columns={useColumns()}
        filters={[
          {
            ...{ key: "status", label: t("state"), type: "choice" },
            options: PROOF_STATUSES.map((value) => ({ value, label: t(`status.${value}`) })),
          },
          {
            ...{ key: "source", label: t("source"), type: "choice" },
            options: PROOF_SOURCES.map((value) => ({ value, label: t(`sources.${value}`) })),
          },
          { key: "paidOn", label: t("paidOn"), type: "date" },
        ]}
        presets={[
          { key: "waiting", label: t("viewWaiting"), filters: { status: "waiting" } },
          { key: "rejected", label: t("viewRejected"), filters: { status: "rejected" } },
          { key: "all", label: t("viewAll"), filters: {} },
        ]}
        defaultSort="createdAt"
        {...table}
        countText={(values) => t("count", values)}
        rowName={(row) => row.customerName}
        rowHref={(row) => `/payments/proofs/${row.id}`}
        empty={
          <EmptyState icon={ImageUp} title={t("empty")}>
            {t("emptyText")}
          </EmptyState>
        }
      />
    </>
  );
}

function useColumns(): ListColumn<ProofDto>[] {
  const t = useTranslations("proofs");
  return [
    {
      key: "customer",
      label: t("customer"),
      cell: (row) => (
        <>
          <Link
            href={`/payments/proofs/${row.id}`}
            prefetch={false}
            className="block font-medium hover:underline"
          >
            {row.customerName}
          </Link>
          <span className="mt-0.5 sm:hidden">
            <State of={row} />
          </span>
        </>
      ),
    },
    {
      key: "state",
      label: t("state"),
      wide: true,
      cell: (row) => <State of={row} />,
    },
    {
      key: "createdAt",
      label: t("sentAt"),
      sort: "createdAt",
      wide: true,
      cell: (row) => <When at={row.createdAt} short />,
    },
    { key: "paidOn", label: t("paidOn"), wide: true, cell: (row) => <Day of={row.paidOn} /> },
    { key: "operation", label: t("operation"), wide: true, cell: (row) => row.operation },
    {
      key: "amount",
      label: t("amount"),
      numeric: true,
      cell: (row) => <Money minor={row.amountMinor} currency={row.currency} />,
    },
  ];
}

/** Also on a phone: that another proof tells the same transfer is what a fraud is seen by. */
function State({ of: { status, twin } }: { of: ProofDto }) {
  const t = useTranslations("proofs");
  return (
    <span className="flex flex-wrap gap-1">
      <ProofState status={status} />
      {twin && status === "waiting" && (
        <Badge tone="warn" icon={CopyX}>
          {t("twin")}
        </Badge>
      )}
    </span>
  );
}
