"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/primitives/button";
import { toMajor } from "@/server/kernel/money";
import type { ForecastDto } from "@/server/modules/billing/dunning/forecast-schema";
import { csvLine } from "@/server/kernel/csv";

const COLUMNS = [
  "outcome",
  "customer",
  "number",
  "service",
  "invoices",
  "days",
  "owed",
  "reason",
  "policy",
  "next",
] as const;

/** The day's forecast as a file for a spreadsheet, in the screen's language. */
export function ExportForecast({ forecast }: { forecast: ForecastDto }) {
  const t = useTranslations("collections.tomorrow");
  const reasons = useTranslations("dunning.reasons");
  const save = () => {
    const lines = forecast.rows.map((row) =>
      csvLine([
        t(`outcomes.${row.outcome}`),
        row.customerName,
        row.customerNumber,
        row.service,
        row.invoices.join(" "),
        row.daysOverdue,
        toMajor(row.owedMinor, forecast.currency),
        reasons(row.reason),
        row.policy,
        row.next,
      ]),
    );
    const titles = csvLine(COLUMNS.map((column) => t(`columns.${column}`)));
    // The mark at the start tells Excel that it is UTF-8.
    const file = new Blob(["\uFEFF", titles, ...lines], { type: "text/csv;charset=utf-8" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = `${t("file")}-${forecast.day}.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <Button onClick={save} disabled={forecast.rows.length === 0}>
      <Download aria-hidden />
      {t("export")}
    </Button>
  );
}
