"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { CalendarX2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { EmptyState } from "@/app/_ui/patterns/empty-state";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Money } from "@/app/_ui/patterns/money";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Card } from "@/app/_ui/primitives/card";
import { Input } from "@/app/_ui/primitives/input";
import { Notice } from "@/app/_ui/primitives/notice";
import { useMay } from "@/app/_ui/shell/person";
import { addDays } from "@/server/kernel/day";
import type { ForecastDto, ForecastRow } from "@/server/modules/billing/dunning/forecast-schema";
import { CollectionTabs } from "./collection-tabs";
import { useDayText } from "./day-text";
import { ExportForecast } from "./export-forecast";
import { ForecastTable } from "./forecast-table";
import { PromiseDialog } from "./promise-dialog";
import { RunLadder } from "./run-ladder";

/** Who would be cut on a day, and why; who is not, and why. */
export function Forecast() {
  const t = useTranslations("collections.tomorrow");
  const api = useTRPC();
  const may = useMay();
  const [day, setDay] = useState<string>();
  const forecast = useQuery({
    ...api.collections.whoWouldBeCut.queryOptions(day ? { day } : {}),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        action={
          <>
            {may("billingPolicy.manage") && <RunLadder />}
            {forecast.data && <ExportForecast forecast={forecast.data} />}
          </>
        }
      />
      <CollectionTabs />
      {forecast.error && <ErrorNotice error={forecast.error} />}
      <QueryView query={forecast}>{(data) => <Shown forecast={data} onDay={setDay} />}</QueryView>
    </>
  );
}

function Shown({ forecast, onDay }: { forecast: ForecastDto; onDay: (day: string) => void }) {
  const t = useTranslations("collections.tomorrow");
  const text = useDayText();
  const [promising, setPromising] = useState<ForecastRow>();
  const { day, today, rows, frozen, counts } = forecast;
  const of = (outcome: ForecastRow["outcome"]) => rows.filter((row) => row.outcome === outcome);
  return (
    <div className="space-y-5">
      <div className="flex flex-wrap items-end gap-4">
        <FormField label={t("day")}>
          {(control) => (
            <Input
              {...control}
              type="date"
              className="w-44"
              value={day}
              min={today}
              max={addDays(today, 14)}
              onChange={({ target }) => target.value && onDay(target.value)}
            />
          )}
        </FormField>
        <p className="pb-2 text-base font-medium">{t("titleDay", { day: text(day, "long") })}</p>
      </div>
      {frozen !== "none" && (
        <Notice tone="warn">{t(frozen === "all" ? "frozenAll" : "frozenCuts")}</Notice>
      )}
      <Totals forecast={forecast} />
      {counts.cut === 0 ? (
        <Card>
          <EmptyState icon={CalendarX2} title={t("none")}>
            {t("noneText")}
          </EmptyState>
        </Card>
      ) : (
        <ForecastTable
          title={t("cut")}
          rows={of("cut")}
          currency={forecast.currency}
          onPromise={setPromising}
        />
      )}
      <ForecastTable
        title={t("putOff")}
        rows={of("put_off")}
        currency={forecast.currency}
        onPromise={setPromising}
      />
      <ForecastTable title={t("spared")} rows={of("spared")} currency={forecast.currency} />
      {forecast.truncated && <p className="text-muted">{t("truncated", { count: rows.length })}</p>}
      {promising && (
        <PromiseDialog
          customerId={promising.customerId}
          customerName={promising.customerName}
          onClose={() => setPromising(undefined)}
        />
      )}
    </div>
  );
}

function Totals({ forecast: { counts, owedMinor, currency } }: { forecast: ForecastDto }) {
  const t = useTranslations("collections.tomorrow");
  const figures = [
    { label: t("cut"), value: t("cutCount", { count: counts.cut }) },
    { label: t("owed"), value: <Money minor={owedMinor} currency={currency} /> },
    { label: t("putOff"), value: t("cutCount", { count: counts.putOff }) },
    { label: t("spared"), value: t("cutCount", { count: counts.spared }) },
  ];
  return (
    <Card>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-3 px-4 py-3 lg:grid-cols-4">
        {figures.map(({ label, value }) => (
          <div key={label}>
            <dt className="text-[0.8125rem] text-muted">{label}</dt>
            <dd className="mt-1 text-base font-semibold">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
