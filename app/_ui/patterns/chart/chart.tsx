"use client";

import { ChartLine, Table } from "lucide-react";
import dynamic from "next/dynamic";
import { useFormatter, useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Button } from "@/app/_ui/primitives/button";
import { Skeleton } from "@/app/_ui/primitives/skeleton";
import { EmptyState } from "../empty-state";
import { ChartLegend } from "./chart-legend";
import { ChartTable } from "./chart-table";
import { type ChartRow, type ChartSeries, hasData } from "./series";

export type ChartKind = "line" | "bar" | "stacked" | "donut";

export type ChartProps = {
  title: string;
  kind: ChartKind;
  /** What the values are counted in: customers, PEN, Mbps. */
  unit: string;
  /** What the rows are: month, zone. */
  axis: string;
  series: readonly ChartSeries[];
  rows: readonly ChartRow[];
  /** A value as a person reads it; absent: a plain number. */
  format?: (value: number) => string;
  loading?: boolean;
};

const HEIGHT = "h-64";

/** The drawing library is heavy: it comes when the first chart is on the screen. */
const Drawing = dynamic(() => import("./chart-drawing").then((module) => module.ChartDrawing), {
  ssr: false,
  loading: () => <Skeleton className={HEIGHT} />,
});

/** Figures over an axis, with unit, legend and the same figures as a table. */
export function Chart(props: ChartProps) {
  const { title, unit, series, rows, loading } = props;
  const t = useTranslations("chart");
  const formatter = useFormatter();
  const format = props.format ?? ((value: number) => formatter.number(value));
  const [asTable, setAsTable] = useState(false);
  const id = useId();
  const drawn = !loading && hasData(rows, series);
  return (
    <figure aria-labelledby={id} aria-busy={loading} className="min-w-0">
      <figcaption className="mb-3 flex flex-wrap items-start justify-between gap-2">
        <span>
          <span id={id} className="block font-semibold">
            {title}
          </span>
          <span className="text-[0.8125rem] text-muted">{t("unit", { unit })}</span>
        </span>
        {drawn && (
          <Button variant="quiet" onClick={() => setAsTable((shown) => !shown)}>
            {asTable ? <ChartLine aria-hidden /> : <Table aria-hidden />}
            {asTable ? t("chart") : t("table")}
          </Button>
        )}
      </figcaption>
      {loading && <Skeleton className={HEIGHT} />}
      {!loading && !drawn && (
        <EmptyState icon={ChartLine} title={t("empty")}>
          {t("emptyText")}
        </EmptyState>
      )}
      {drawn && asTable && <ChartTable {...props} format={format} />}
      {drawn && !asTable && (
        <>
          {/* The table says the same to those who do not see the drawing. */}
          <div aria-hidden className={HEIGHT}>
            <Drawing {...props} format={format} />
          </div>
          <ChartLegend {...props} format={format} />
          <div className="sr-only">
            <ChartTable {...props} format={format} />
          </div>
        </>
      )}
    </figure>
  );
}
