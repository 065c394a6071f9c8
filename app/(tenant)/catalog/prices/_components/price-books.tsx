"use client";

import { useQuery } from "@tanstack/react-query";
import { BookOpen, Percent, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { type Column, PlainTable } from "@/app/_ui/patterns/data-table/plain-table";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { StatusBadge } from "@/app/_ui/patterns/status-badge";
import { Badge } from "@/app/_ui/primitives/badge";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { useMay } from "@/app/_ui/shell/person";
import type { BookDto } from "@/server/modules/catalog/prices/schema";
import { CatalogPlaces } from "../../_components/catalog-places";
import { BookFormDialog } from "./book-form";
import { ChangePricesDialog } from "./change-prices";

type Open = { kind: "new" } | { kind: "edit"; book: BookDto } | { kind: "change" };

/** The lists of prices, and how to raise or lower many prices at once. */
export function PriceBooks() {
  const t = useTranslations("catalog");
  const api = useTRPC();
  const mayManage = useMay()("catalog.manage");
  const [open, setOpen] = useState<Open>();
  const books = useQuery(api.catalog.listBooks.queryOptions());
  const add = mayManage && (
    <Button onClick={() => setOpen({ kind: "new" })}>
      <Plus aria-hidden />
      {t("newBook")}
    </Button>
  );
  const close = () => setOpen(undefined);
  return (
    <>
      <PageHeader
        title={t("priceBooks")}
        description={t("priceBooksText")}
        action={
          mayManage && (
            <>
              {add}
              <Button
                variant="primary"
                disabled={(books.data ?? []).length === 0}
                onClick={() => setOpen({ kind: "change" })}
              >
                <Percent aria-hidden />
                {t("changePrices")}
              </Button>
            </>
          )
        }
      />
      <CatalogPlaces />
      <Card aria-label={t("priceBooks")}>
        <QueryView query={books}>
          {(rows) => (
            <BookTable
              rows={rows}
              empty={
                <EmptyState icon={BookOpen} title={t("noBooks")} action={add}>
                  {t("noBooksText")}
                </EmptyState>
              }
              onEdit={mayManage ? (book) => setOpen({ kind: "edit", book }) : undefined}
            />
          )}
        </QueryView>
      </Card>
      {open?.kind === "new" && <BookFormDialog onClose={close} />}
      {open?.kind === "edit" && <BookFormDialog book={open.book} onClose={close} />}
      {open?.kind === "change" && <ChangePricesDialog books={books.data ?? []} onClose={close} />}
    </>
  );
}

type BookTableProps = {
  rows: readonly BookDto[];
  empty: React.ReactNode;
  onEdit: ((book: BookDto) => void) | undefined;
};

function BookTable({ rows, empty, onEdit }: BookTableProps) {
  const t = useTranslations("catalog");
  const columns: Column<BookDto>[] = [
    {
      key: "name",
      label: t("name"),
      cell: (row) => (
        <>
          {onEdit ? (
            <button
              type="button"
              className="min-h-6 text-left font-medium hover:underline"
              onClick={() => onEdit(row)}
            >
              {row.name}
            </button>
          ) : (
            <span className="font-medium">{row.name}</span>
          )}
          <span className="block text-[0.8125rem] text-muted">
            {[row.zone, row.segment].filter(Boolean).join(" · ")}
          </span>
        </>
      ),
    },
    { key: "currency", label: t("currency"), cell: (row) => row.currency },
    {
      key: "tax",
      label: t("tax"),
      wide: true,
      cell: (row) => (row.taxIncluded ? t("taxIn") : t("taxOut")),
    },
    { key: "prices", label: t("prices"), numeric: true, wide: true, cell: (row) => row.prices },
    {
      key: "state",
      label: t("state"),
      cell: (row) =>
        row.isDefault ? (
          <Badge tone="info">{t("defaultBook")}</Badge>
        ) : (
          <StatusBadge status={row.archivedAt ? "archived" : "active"} />
        ),
    },
  ];
  return (
    <PlainTable
      caption={t("priceBooks")}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      empty={empty}
    />
  );
}
