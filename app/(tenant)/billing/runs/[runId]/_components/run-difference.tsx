"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Equal } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { PlainTable } from "@/app/_ui/patterns/data-table/plain-table";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { LoadMore } from "@/app/_ui/patterns/load-more";
import { Money } from "@/app/_ui/patterns/money";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Segments } from "@/app/_ui/patterns/segments";
import { Card } from "@/app/_ui/primitives/card";
import type { DifferenceRow, RunDifferenceDto } from "@/server/modules/billing/run/schema";
import { DayText } from "../../../_components/day-text";

const KINDS = ["new", "gone", "up", "down"] as const;
type Kind = (typeof KINDS)[number] | "all";

/** What changes against last month, customer by customer, the largest changes first, each with its reasons. */
export function RunDifference({ runId }: { runId: string }) {
  const t = useTranslations("billingRun");
  const api = useTRPC();
  const [kind, setKind] = useState<Kind>("all");
  const difference = useInfiniteQuery(
    api.billingRuns.difference.infiniteQueryOptions(
      { runId, ...(kind !== "all" && { kind }) },
      // The server moves a run on by itself: what was read before it did is not shown as new.
      {
        getNextPageParam: (page) => page.nextCursor ?? undefined,
        initialCursor: 0,
        staleTime: 0,
      },
    ),
  );
  return (
    <QueryView query={difference}>
      {({ pages }) => (
        <div className="space-y-3">
          {pages[0] && <Summary difference={pages[0]} />}
          <Segments
            label={t("change")}
            value={kind}
            onChoose={setKind}
            options={(["all", ...KINDS] as const).map((value) => ({
              value,
              label: t(`kind.${value}`),
            }))}
          />
          <Card>
            <PlainTable
              caption={t("tab.difference")}
              rows={pages.flatMap(({ items }) => items)}
              rowKey={(row) => `${row.customerId} ${row.currency}`}
              columns={columnsOf(t)}
              empty={
                <EmptyState icon={Equal} title={t("noDifference")}>
                  {t("noDifferenceText")}
                </EmptyState>
              }
            />
            <LoadMore query={difference} />
          </Card>
        </div>
      )}
    </QueryView>
  );
}

function Summary({ difference: { from, to, groups } }: { difference: RunDifferenceDto }) {
  const t = useTranslations("billingRun");
  return (
    <div>
      <p className="text-muted">
        {t("against")} <DayText day={from} /> – <DayText day={to} />
      </p>
      <ul className="mt-2 flex flex-wrap gap-x-6 gap-y-1">
        {groups.map(({ currency, kind, customers, beforeMinor, nowMinor }) => (
          <li key={`${currency} ${kind}`} className="flex gap-2">
            <span className="text-muted">
              {t("groupOf", { kind: t(`kind.${kind}`), count: customers })}
            </span>
            <Money minor={nowMinor - beforeMinor} currency={currency} />
          </li>
        ))}
      </ul>
    </div>
  );
}

const columnsOf = (t: ReturnType<typeof useTranslations<"billingRun">>) => [
  {
    key: "customer",
    label: t("customer"),
    cell: (row: DifferenceRow) => (
      <>
        <Link
          href={`/customers/${row.customerId}`}
          prefetch={false}
          className="font-medium hover:underline"
        >
          {row.customerName}
        </Link>
        <span className="block text-[0.8125rem] text-muted">
          {row.reasons.map((reason) => t(`reason.${reason as "plan"}`)).join(" · ")}
        </span>
      </>
    ),
  },
  {
    key: "before",
    label: t("before"),
    numeric: true,
    wide: true,
    cell: ({ beforeMinor, currency }: DifferenceRow) => (
      <Money minor={beforeMinor} currency={currency} />
    ),
  },
  {
    key: "now",
    label: t("now"),
    numeric: true,
    cell: ({ nowMinor, currency }: DifferenceRow) => <Money minor={nowMinor} currency={currency} />,
  },
  {
    key: "change",
    label: t("change"),
    numeric: true,
    cell: (row: DifferenceRow) => (
      <Money minor={row.nowMinor - row.beforeMinor} currency={row.currency} />
    ),
  },
];
