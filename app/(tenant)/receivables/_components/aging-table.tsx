"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { LoadMore } from "@/app/_ui/patterns/load-more";
import { Money } from "@/app/_ui/patterns/money";
import { type Column, PlainTable } from "@/app/_ui/patterns/data-table/plain-table";
import { Card } from "@/app/_ui/primitives/card";
import type { AgingInput, AgingRow } from "@/server/modules/billing/statements/schema";
import { Day } from "../../invoices/_components/day";
import type { AgingBy } from "./aging-asked";
import { amountOf, BUCKETS, invoicesOf } from "./buckets";

type AgingTableProps = {
  by: AgingBy;
  filters: AgingInput;
  today: boolean;
  query: {
    data: { pages: readonly { items: AgingRow[] }[] } | undefined;
    error: unknown;
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    fetchNextPage: () => Promise<unknown>;
  };
};

/** Who owes, or where it is owed, most first. */
export function AgingTable({ by, filters, today, query }: AgingTableProps) {
  const t = useTranslations("receivables");
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const money = (pick: (row: AgingRow) => number) => (row: AgingRow) => {
    const minor = pick(row);
    return minor === 0 ? (
      <span className="text-muted">–</span>
    ) : (
      <Money minor={minor} currency={row.currency} />
    );
  };
  const columns: Column<AgingRow>[] = [
    {
      key: "name",
      label: t(`one_${by}`),
      cell: (row) => <Named row={row} by={by} filters={filters} today={today} />,
    },
    ...BUCKETS.map((bucket): Column<AgingRow> => ({
      ...{ key: bucket, label: t(bucket), numeric: true, wide: true },
      cell: money((row) => amountOf(row, bucket)),
    })),
    {
      key: "oldest",
      label: t("oldest"),
      wide: true,
      cell: (row) => <Day of={row.oldestDueOn} />,
    },
    { key: "total", label: t("total"), numeric: true, cell: money((row) => row.totalMinor) },
  ];
  if (query.error && !query.data) return <ErrorNotice error={query.error} />;
  return (
    <Card>
      <PlainTable
        caption={t(`by_${by}`)}
        columns={columns}
        rows={rows}
        rowKey={(row) => `${row.id}${row.currency}`}
        empty={null}
        footer={<LoadMore query={query} />}
      />
    </Card>
  );
}

type NamedProps = { row: AgingRow; by: AgingBy; filters: AgingInput; today: boolean };

/** Its name, which leads to its invoices; of a past day to the customer's statement. */
function Named({ row, by, filters, today }: NamedProps) {
  const t = useTranslations("receivables");
  const own = row.id ?? "none";
  const href = invoicesOf({
    ...{ currency: row.currency, customer: by === "customer" ? own : filters.customerId },
    unit: by === "unit" ? own : filters.businessUnitId,
    branch: by === "branch" ? own : filters.branchId,
  });
  const past =
    by === "customer" && filters.asOf
      ? `/customers/${own}/statement?from=${yearBefore(filters.asOf)}&to=${filters.asOf}&currency=${row.currency}`
      : undefined;
  const name = row.name ?? t(`none_${by}`);
  const to = today ? href : past;
  return (
    <>
      {to ? (
        <Link href={to} prefetch={false} className="font-medium break-words hover:underline">
          {name}
        </Link>
      ) : (
        <span className="font-medium break-words">{name}</span>
      )}
      <span className="block text-[0.8125rem] text-muted">
        {row.number !== null && `#${row.number} · `}
        {t("invoices", { count: row.invoices })}
      </span>
    </>
  );
}

const yearBefore = (day: string): string => `${Number(day.slice(0, 4)) - 1}${day.slice(4, 8)}01`;
