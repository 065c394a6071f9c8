"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CircleCheck, CircleDashed, CircleX, Handshake, type LucideIcon, X } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { DataTable } from "@/app/_ui/patterns/data-table/data-table";
import type { ListColumn } from "@/app/_ui/patterns/data-table/list-column";
import { BY_CURSOR, useList } from "@/app/_ui/patterns/data-table/use-list";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { Money } from "@/app/_ui/patterns/money";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { When } from "@/app/_ui/patterns/when";
import { Badge, type Tone } from "@/app/_ui/primitives/badge";
import { Button } from "@/app/_ui/primitives/button";
import { useMay } from "@/app/_ui/shell/person";
import type { PromiseDto } from "@/server/modules/billing/dunning/promise-schema";
import { CollectionTabs } from "./collection-tabs";
import { useDayText } from "./day-text";
import { PROMISE_FILTERS } from "./promise-filters";

const looks: Record<PromiseDto["status"], { tone: Tone; icon: LucideIcon }> = {
  open: { tone: "info", icon: CircleDashed },
  kept: { tone: "ok", icon: CircleCheck },
  broken: { tone: "bad", icon: CircleX },
  cancelled: { tone: "neutral", icon: X },
};

/** Who promised what until when, and what came of it. */
export function PromiseList() {
  const t = useTranslations("collections.promises");
  const parts = useTranslations("collections");
  const api = useTRPC();
  const [cancelling, setCancelling] = useState<PromiseDto>();
  const { table } = useList(PROMISE_FILTERS, {
    pages: (asked) => api.collections.listPromises.infiniteQueryOptions(asked, BY_CURSOR),
    count: (asked) => api.collections.countPromises.queryOptions(asked),
  });
  const statuses = ["open", "kept", "broken", "cancelled"] as const;
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <CollectionTabs />
      <DataTable
        list="promises"
        caption={t("title")}
        columns={usePromiseColumns(setCancelling)}
        filters={[
          {
            key: "status",
            label: parts("statusLabel"),
            type: "choice",
            options: statuses.map((value) => ({ value, label: t(`status.${value}`) })),
          },
          { key: "createdAt", label: parts("createdAt"), type: "date" },
        ]}
        presets={[
          { key: "all", label: t("viewAll"), filters: {} },
          { key: "open", label: t("viewOpen"), filters: { status: "open" } },
          { key: "broken", label: t("viewBroken"), filters: { status: "broken" } },
        ]}
        defaultSort="-createdAt"
        {...table}
        countText={(values) => t("count", values)}
        rowName={(row) => row.customerName}
        rowHref={(row) => `/customers/${row.customerId}`}
        empty={
          <EmptyState icon={Handshake} title={t("empty")}>
            {t("emptyText")}
          </EmptyState>
        }
      />
      {cancelling && (
        <CancelPromise promise={cancelling} onClose={() => setCancelling(undefined)} />
      )}
    </>
  );
}

function CancelPromise({ promise, onClose }: { promise: PromiseDto; onClose: () => void }) {
  const t = useTranslations("collections.promises");
  const api = useTRPC();
  const cache = useQueryClient();
  const cancel = useMutation(
    api.collections.cancelPromise.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.collections.pathFilter()),
    }),
  );
  return (
    <ConfirmAction
      open
      onOpenChange={onClose}
      title={t("cancelTitle", { name: promise.customerName })}
      confirmLabel={t("cancel")}
      onConfirm={() => cancel.mutateAsync({ promiseId: promise.id })}
    >
      {t("cancelText")}
    </ConfirmAction>
  );
}

function usePromiseColumns(onCancel: (promise: PromiseDto) => void): ListColumn<PromiseDto>[] {
  const t = useTranslations("collections.promises");
  const parts = useTranslations("collections");
  const common = useTranslations("common");
  const may = useMay();
  const day = useDayText();
  return [
    {
      key: "customer",
      label: parts("customer"),
      cell: (row) => (
        <>
          <Link
            href={`/customers/${row.customerId}`}
            prefetch={false}
            className="block truncate font-medium hover:underline"
          >
            {row.customerName}
          </Link>
          {row.note && (
            <span className="block truncate text-[0.8125rem] text-muted">{row.note}</span>
          )}
        </>
      ),
    },
    {
      key: "amount",
      label: t("amount"),
      numeric: true,
      cell: (row) => <Money minor={row.amountMinor} currency={row.currency} />,
    },
    { key: "dueOn", label: t("dueOn"), cell: (row) => day(row.dueOn) },
    {
      key: "status",
      label: parts("statusLabel"),
      cell: (row) => <Badge {...looks[row.status]}>{t(`status.${row.status}`)}</Badge>,
    },
    {
      key: "grantedBy",
      label: t("grantedBy"),
      wide: true,
      cell: (row) =>
        row.grantedBy ??
        t(`origin.${row.origin === "portal" || row.origin === "api" ? row.origin : "staff"}`),
    },
    {
      key: "createdAt",
      label: parts("createdAt"),
      sort: "createdAt",
      wide: true,
      cell: (row) => <When at={row.createdAt} short />,
    },
    {
      key: "actions",
      label: common("actions"),
      wide: true,
      cell: (row) =>
        row.status === "open" &&
        may("collection.manage") && (
          <Button size="sm" onClick={() => onCancel(row)}>
            {t("cancel")}
            <span className="sr-only"> {row.customerName}</span>
          </Button>
        ),
    },
  ];
}
