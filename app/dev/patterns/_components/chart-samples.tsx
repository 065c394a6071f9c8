"use client";

import { useTranslations } from "next-intl";
import { Chart, type ChartKind } from "@/app/_ui/patterns/chart/chart";
import { MapView } from "@/app/_ui/patterns/map/map-view";
import { MONTHS, POINTS } from "./samples";
import { Section } from "./section";

const KINDS: readonly ChartKind[] = ["line", "bar", "stacked", "donut"];

/** Every kind of chart, one without figures, one that is loading; and a map. */
export function ChartSamples() {
  const t = useTranslations("patterns.demo");
  const shared = {
    unit: t("customers"),
    axis: t("month"),
    series: [
      { key: "joined", label: t("newOnes") },
      { key: "left", label: t("goneOnes") },
    ],
  };
  return (
    <>
      <Section title={t("charts")}>
        <div className="grid gap-6 md:grid-cols-2">
          {KINDS.map((kind) => (
            <Chart
              key={kind}
              {...shared}
              kind={kind}
              title={`${t("chartTitle")} · ${kind}`}
              rows={MONTHS}
            />
          ))}
          <Chart {...shared} kind="line" title={`${t("chartTitle")} · 0`} rows={[]} />
          <div data-sample="loading">
            <Chart {...shared} kind="bar" title={`${t("chartTitle")} · …`} rows={[]} loading />
          </div>
        </div>
      </Section>
      <Section title={t("map")}>
        <MapView title={t("customers")} points={POINTS} />
      </Section>
    </>
  );
}
