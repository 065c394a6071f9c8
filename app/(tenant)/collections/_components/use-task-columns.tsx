"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import type { ListColumn } from "@/app/_ui/patterns/data-table/list-column";
import { Money } from "@/app/_ui/patterns/money";
import { When } from "@/app/_ui/patterns/when";
import type { CollectionTaskDto } from "@/server/modules/billing/collections/schema";
import { useDayText } from "./day-text";
import { channelOf } from "./task-card";
import { TaskStatus } from "./task-status";

/** The columns of the list of tasks. */
export function useTaskColumns(): ListColumn<CollectionTaskDto>[] {
  const t = useTranslations("collections");
  const day = useDayText();
  return [
    {
      key: "customer",
      label: t("customer"),
      cell: (row) => (
        <>
          <Link
            href={`/collections/${row.id}`}
            prefetch={false}
            className="block truncate font-medium hover:underline"
          >
            {row.customerName}
          </Link>
          <span className="block truncate text-[0.8125rem] text-muted">
            {row.nextAction || t("noNext")}
          </span>
        </>
      ),
    },
    { key: "status", label: t("statusLabel"), cell: (row) => <TaskStatus status={row.status} /> },
    {
      key: "owed",
      label: t("owed"),
      numeric: true,
      cell: (row) => <Money minor={row.owedMinor} currency={row.currency} />,
    },
    {
      key: "nextActionOn",
      label: t("nextActionOn"),
      wide: true,
      cell: (row) => row.nextActionOn && day(row.nextActionOn),
    },
    { key: "owner", label: t("owner"), wide: true, cell: (row) => row.ownerName ?? t("nobody") },
    {
      key: "channel",
      label: t("channel"),
      wide: true,
      cell: (row) => t(`channels.${channelOf(row.channel)}`),
    },
    {
      key: "createdAt",
      label: t("createdAt"),
      sort: "createdAt",
      wide: true,
      className: "hidden xl:table-cell",
      cell: (row) => <When at={row.createdAt} short />,
    },
    {
      key: "amount",
      label: t("amount"),
      numeric: true,
      wide: true,
      hidden: true,
      cell: (row) => <Money minor={row.amountMinor} currency={row.currency} />,
    },
  ];
}
