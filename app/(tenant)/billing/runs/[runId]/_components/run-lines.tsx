"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Receipt } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useDeferredValue, useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { PlainTable } from "@/app/_ui/patterns/data-table/plain-table";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { FormField } from "@/app/_ui/patterns/form-field";
import { LoadMore } from "@/app/_ui/patterns/load-more";
import { Money } from "@/app/_ui/patterns/money";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Card } from "@/app/_ui/primitives/card";
import { Input } from "@/app/_ui/primitives/input";
import type { RunLineDto } from "@/server/modules/billing/run/schema";
import { DayText } from "../../../_components/day-text";
import { LineWhy } from "./line-why";

type Shown = "lines" | "exceptions" | "skipped";

/** The run's lines, its exceptions with the way to mend them, or the periods that it passes over. */
export function RunLines({ runId, show }: { runId: string; show: Shown }) {
  const t = useTranslations("billingRun");
  const api = useTRPC();
  const [typed, setTyped] = useState("");
  const search = useDeferredValue(typed);
  const lines = useInfiniteQuery(
    api.billingRuns.listLines.infiniteQueryOptions(
      { runId, show, search },
      // The server moves a run on by itself: what was read before it did is not shown as new.
      { getNextPageParam: (page) => page.nextCursor ?? undefined, staleTime: 0 },
    ),
  );
  return (
    <div className="space-y-3">
      <FormField label={t("search")}>
        {(control) => (
          <Input
            {...control}
            type="search"
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
        )}
      </FormField>
      <Card>
        <QueryView query={lines}>
          {({ pages }) => (
            <PlainTable
              caption={t(`tab.${show}`)}
              rows={pages.flatMap(({ items }) => items)}
              rowKey={(line) => line.id}
              columns={columnsOf(t)}
              empty={<EmptyState icon={Receipt} title={t(`none.${show}`)} />}
            />
          )}
        </QueryView>
        <LoadMore query={lines} />
      </Card>
    </div>
  );
}

const columnsOf = (t: ReturnType<typeof useTranslations<"billingRun">>) => [
  {
    key: "customer",
    label: t("customer"),
    cell: (line: RunLineDto) => (
      <>
        <Link
          href={`/customers/${line.customerId}`}
          prefetch={false}
          className="font-medium hover:underline"
        >
          {line.customerName}
        </Link>
        <span className="block text-[0.8125rem] text-muted">#{line.customerNumber}</span>
      </>
    ),
  },
  {
    key: "line",
    label: t("line"),
    cell: (line: RunLineDto) => (
      <div className="min-w-56 space-y-0.5">
        {line.kind !== "error" && line.kind !== "skipped" && <p>{line.description}</p>}
        {line.periodStart && line.periodEnd && (
          <p className="text-[0.8125rem] text-muted">
            <DayText day={line.periodStart} /> – <DayText day={line.periodEnd} />
          </p>
        )}
        <LineWhy line={line} />
        {line.invoiceId && (
          <Link
            href={`/invoices/${line.invoiceId}`}
            prefetch={false}
            className="inline-block min-h-6 text-brand-text underline underline-offset-4"
          >
            {t("openInvoice")}
          </Link>
        )}
      </div>
    ),
  },
  {
    key: "total",
    label: t("total"),
    numeric: true,
    cell: ({ kind, totalMinor, currency }: RunLineDto) =>
      kind === "error" || kind === "skipped" ? null : (
        <Money minor={totalMinor} currency={currency} />
      ),
  },
];
