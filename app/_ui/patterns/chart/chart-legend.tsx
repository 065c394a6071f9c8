"use client";

import { useTranslations } from "next-intl";
import type { ChartProps } from "./chart";
import { lookOf } from "./series";

/** Which look is which: the line as it is drawn, and its name; slices tell their value too. */
export function ChartLegend(props: ChartProps & { format: (value: number) => string }) {
  const { kind, series, rows, format } = props;
  const t = useTranslations("chart");
  const key = series[0]?.key ?? "";
  const entries =
    kind === "donut"
      ? rows.map((row) => ({ label: row.at, value: Number(row[key] ?? 0) }))
      : series.map(({ label }) => ({ label, value: undefined }));
  return (
    <ul aria-label={t("legend")} className="mt-2 flex flex-wrap gap-x-4 gap-y-1">
      {entries.map(({ label, value }, index) => {
        const { colour, dash } = lookOf(index);
        return (
          <li key={label} className="flex items-center gap-1.5 text-[0.8125rem]">
            <svg aria-hidden width="22" height="10" className="shrink-0">
              {kind === "line" ? (
                <line
                  x1="0"
                  x2="22"
                  y1="5"
                  y2="5"
                  stroke={colour}
                  strokeWidth="2.5"
                  strokeDasharray={dash}
                />
              ) : (
                <rect width="12" height="10" x="5" rx="2" fill={colour} />
              )}
            </svg>
            <span>{label}</span>
            {value !== undefined && (
              <span className="text-muted tabular-nums">{format(value)}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
