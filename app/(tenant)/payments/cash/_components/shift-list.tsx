"use client";

import { Wallet } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useTRPC } from "@/app/_trpc/client";
import { DataTable } from "@/app/_ui/patterns/data-table/data-table";
import type { ListColumn } from "@/app/_ui/patterns/data-table/list-column";
import { BY_CURSOR, useList } from "@/app/_ui/patterns/data-table/use-list";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { Money } from "@/app/_ui/patterns/money";
import { When } from "@/app/_ui/patterns/when";
import { SHIFT_STATUSES, type ShiftDto } from "@/server/modules/payments/cash/schema";
import { SHIFT_FILTERS } from "./shift-filters";
import { ShiftState } from "./shift-state";

/** Shifts within reach, the newest first. */
export function ShiftList() {
  const t = useTranslations("cash");
  const api = useTRPC();
  const { table } = useList(SHIFT_FILTERS, {
    pages: (asked) => api.payments.listShifts.infiniteQueryOptions(asked, BY_CURSOR),
    count: (asked) => api.payments.countShifts.queryOptions(asked),
  });
  return (
    <DataTable
      list="cashShifts"
      caption={t("shifts")}
      columns={useColumns()}
      filters={[
        {
          ...{ key: "status", label: t("state"), type: "choice" },
          options: SHIFT_STATUSES.map((value) => ({ value, label: t(`status.${value}`) })),
        },
        { key: "openedAt", label: t("openedAt"), type: "date" },
      ]}
      presets={[
        { key: "all", label: t("viewAll"), filters: {} },
        { key: "closed", label: t("viewClosed"), filters: { status: "closed" } },
      ]}
      defaultSort="-openedAt"
      {...table}
      countText={(values) => t("count", values)}
      rowName={(row) => row.person}
      rowHref={(row) => `/payments/cash/${row.id}`}
      empty={
        <EmptyState icon={Wallet} title={t("empty")}>
          {t("emptyText")}
        </EmptyState>
      }
    />
  );
}

function useColumns(): ListColumn<ShiftDto>[] {
  const t = useTranslations("cash");
  const sums = (row: ShiftDto, of: "counted" | "difference") =>
    row.sums.map(({ currency, expectedMinor, countedMinor }) => {
      if (countedMinor === null) return null;
      const minor = of === "counted" ? countedMinor : countedMinor - (expectedMinor ?? 0);
      return (
        <span key={currency} className="block">
          <Money minor={minor} currency={currency} />
        </span>
      );
    });
  return [
    {
      key: "person",
      label: t("person"),
      cell: (row) => (
        <>
          <Link
            href={`/payments/cash/${row.id}`}
            prefetch={false}
            className="block font-medium hover:underline"
          >
            {row.person}
          </Link>
          <span className="block text-[0.8125rem] text-muted">
            {row.register || <When at={row.openedAt} short />}
          </span>
        </>
      ),
    },
    { key: "state", label: t("state"), cell: (row) => <ShiftState status={row.status} /> },
    {
      key: "openedAt",
      label: t("openedAt"),
      sort: "openedAt",
      wide: true,
      cell: (row) => <When at={row.openedAt} short />,
    },
    {
      key: "counted",
      label: t("counted"),
      numeric: true,
      wide: true,
      cell: (row) => sums(row, "counted"),
    },
    {
      key: "difference",
      label: t("difference"),
      numeric: true,
      wide: true,
      cell: (row) => sums(row, "difference"),
    },
  ];
}
