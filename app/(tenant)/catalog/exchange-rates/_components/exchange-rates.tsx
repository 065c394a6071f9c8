"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ArrowLeftRight, Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { type Column, PlainTable } from "@/app/_ui/patterns/data-table/plain-table";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { Notice } from "@/app/_ui/primitives/notice";
import { useMay } from "@/app/_ui/shell/person";
import type { FxRateDto, FxRatesDto } from "@/server/modules/catalog/rates/schema";
import { CatalogPlaces } from "../../_components/catalog-places";
import { DayText } from "../../_components/day-text";
import { OfficialRates } from "./official-rates";
import { FxRateDialog } from "./fx-rate-form";

/** What other currencies are worth, day by day; says when one in use has no rate that is good today. */
export function ExchangeRates() {
  const t = useTranslations("catalog");
  const api = useTRPC();
  const mayManage = useMay()("catalog.manage");
  const [adding, setAdding] = useState(false);
  const rates = useQuery(api.catalog.listFxRates.queryOptions({}));
  const add = mayManage && (
    <Button variant="primary" onClick={() => setAdding(true)}>
      <Plus aria-hidden />
      {t("newRate")}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("exchangeRates")} description={t("exchangeRatesText")} action={add} />
      <CatalogPlaces />
      <QueryView query={rates}>
        {(found) => (
          <>
            {found.missing.length > 0 && (
              <Notice tone="warn" className="mb-4">
                {t("rateMissing", { currencies: found.missing.join(", ") })}
              </Notice>
            )}
            {found.official && <OfficialRates official={found.official} mayManage={mayManage} />}
            <RateTable rates={found} mayManage={mayManage} add={add} />
            {adding && (
              <FxRateDialog
                today={found.today}
                currency={found.missing[0] ?? found.items[0]?.currency ?? ""}
                own={found.currency}
                onClose={() => setAdding(false)}
              />
            )}
          </>
        )}
      </QueryView>
    </>
  );
}

type RateTableProps = { rates: FxRatesDto; mayManage: boolean; add: React.ReactNode };

function RateTable({ rates, mayManage, add }: RateTableProps) {
  const t = useTranslations("catalog");
  const api = useTRPC();
  const cache = useQueryClient();
  const remove = useMutation(
    api.catalog.removeFxRate.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.catalog.pathFilter()),
    }),
  );
  const columns: Column<FxRateDto>[] = [
    { key: "day", label: t("day"), cell: (row) => <DayText day={row.onDay} /> },
    { key: "currency", label: t("currency"), cell: (row) => `1 ${row.currency}` },
    {
      key: "rate",
      label: t("rate"),
      numeric: true,
      cell: (row) => `${row.rate} ${rates.currency}`,
    },
    { key: "source", label: t("source"), wide: true, cell: (row) => t(`rateSource.${row.source}`) },
    {
      key: "remove",
      label: <span className="sr-only">{t("removeRate")}</span>,
      numeric: true,
      cell: (row) =>
        mayManage && (
          <Button
            size="sm"
            aria-label={t("removeRate")}
            disabled={remove.isPending}
            onClick={() => remove.mutate({ fxRateId: row.id })}
          >
            <X aria-hidden />
          </Button>
        ),
    },
  ];
  return (
    <Card aria-label={t("exchangeRates")}>
      <PlainTable
        caption={t("exchangeRates")}
        columns={columns}
        rows={rates.items}
        rowKey={(row) => row.id}
        empty={
          <EmptyState icon={ArrowLeftRight} title={t("noRates")} action={add}>
            {t("noRatesText", { currency: rates.currency })}
          </EmptyState>
        }
      />
    </Card>
  );
}
