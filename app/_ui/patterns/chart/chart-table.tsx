"use client";

import { useTranslations } from "next-intl";
import type { ChartProps } from "./chart";
import { totalOf } from "./series";

/** The figures of a chart, row by row. */
export function ChartTable(props: ChartProps & { format: (value: number) => string }) {
  const { title, axis, unit, series, rows, kind, format } = props;
  const t = useTranslations("chart");
  return (
    <div
      role="region"
      aria-label={title}
      tabIndex={0}
      className="max-h-72 overflow-auto focus-visible:-outline-offset-2"
    >
      <table className="w-full border-collapse text-left">
        <caption className="sr-only">
          {title}. {t("unit", { unit })}
        </caption>
        <thead>
          <tr className="border-b border-subtle text-xs text-muted">
            <th scope="col" className="px-2 py-1.5 font-medium">
              {axis}
            </th>
            {series.map(({ key, label }) => (
              <th key={key} scope="col" className="px-2 py-1.5 text-right font-medium">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.at} className="border-b border-subtle last:border-0">
              <th scope="row" className="px-2 py-1.5 font-normal">
                {row.at}
              </th>
              {series.map(({ key }) => (
                <td key={key} className="px-2 py-1.5 text-right tabular-nums">
                  {typeof row[key] === "number" ? format(row[key]) : "–"}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {kind !== "line" && (
          <tfoot>
            <tr className="border-t border-subtle font-semibold">
              <th scope="row" className="px-2 py-1.5">
                {t("total")}
              </th>
              {series.map(({ key }) => (
                <td key={key} className="px-2 py-1.5 text-right tabular-nums">
                  {format(totalOf(rows, key))}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}
