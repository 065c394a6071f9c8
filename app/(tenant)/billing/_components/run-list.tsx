"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { CalendarSync } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useTRPC } from "@/app/_trpc/client";
import { PlainTable } from "@/app/_ui/patterns/data-table/plain-table";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { LoadMore } from "@/app/_ui/patterns/load-more";
import { Money } from "@/app/_ui/patterns/money";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { When } from "@/app/_ui/patterns/when";
import { Card } from "@/app/_ui/primitives/card";
import { isMoving, type RunDto } from "@/server/modules/billing/run/schema";
import { DayText } from "./day-text";
import { NewRun } from "./new-run";
import { RunStatusBadge } from "./run-status-badge";

const ASK_EVERY_MS = 1_000;

/** The billing runs, newest first; what moves is asked for again by itself. */
export function RunList() {
  const t = useTranslations("billingRun");
  const api = useTRPC();
  const runs = useInfiniteQuery({
    ...api.billingRuns.list.infiniteQueryOptions(
      {},
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(({ status }) => isMoving(status)))
        ? ASK_EVERY_MS
        : false,
  });
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} action={<NewRun />} />
      <Card>
        <QueryView query={runs}>
          {({ pages }) => (
            <PlainTable
              caption={t("title")}
              rows={pages.flatMap(({ items }) => items)}
              rowKey={(run) => run.id}
              columns={columnsOf(t)}
              empty={
                <EmptyState icon={CalendarSync} title={t("empty")} action={<NewRun />}>
                  {t("emptyText")}
                </EmptyState>
              }
            />
          )}
        </QueryView>
        <LoadMore query={runs} />
      </Card>
    </>
  );
}

const columnsOf = (t: ReturnType<typeof useTranslations<"billingRun">>) => [
  {
    key: "day",
    label: t("through"),
    cell: (run: RunDto) => (
      <Link href={`/billing/runs/${run.id}`} className="font-medium hover:underline">
        <DayText day={run.billThrough} />
      </Link>
    ),
  },
  {
    key: "status",
    label: t("status"),
    cell: (run: RunDto) => <RunStatusBadge status={run.status} />,
  },
  {
    key: "invoices",
    label: t("invoices"),
    numeric: true,
    wide: true,
    cell: (run: RunDto) => run.invoices,
  },
  {
    key: "total",
    label: t("total"),
    numeric: true,
    cell: (run: RunDto) => (
      <span className="flex flex-col items-end">
        {run.totals.map(({ currency, totalMinor }) => (
          <Money key={currency} minor={totalMinor} currency={currency} />
        ))}
      </span>
    ),
  },
  {
    key: "out",
    label: t("exceptions"),
    numeric: true,
    wide: true,
    cell: (run: RunDto) => run.exceptions,
  },
  {
    key: "by",
    label: t("startedBy"),
    wide: true,
    cell: (run: RunDto) => run.startedBy ?? t("byPolicy"),
  },
  {
    key: "when",
    label: t("when"),
    wide: true,
    cell: (run: RunDto) => <When at={run.createdAt} short />,
  },
];
