"use client";

import { useFormatter, useTranslations } from "next-intl";
import { ProgressBar } from "@/app/_ui/patterns/progress-bar";
import { Notice } from "@/app/_ui/primitives/notice";
import { isMoving, type RunDto } from "@/server/modules/billing/run/schema";

/** How far the posting is, for eyes and for screen readers; and what came of it. */
export function RunProgress({ run }: { run: RunDto }) {
  const t = useTranslations("billingRun");
  const format = useFormatter();
  const { status, postedInvoices, invoices } = run;
  const counts = { done: format.number(postedInvoices), total: format.number(invoices) };
  if (status === "failed") return <Notice tone="bad">{t("failed", counts)}</Notice>;
  if (status === "posted") return <Notice tone="ok">{t("posted", counts)}</Notice>;
  if (status === "planning")
    return <Notice tone="info">{t("planning", { count: run.customers })}</Notice>;
  if (!isMoving(status)) return null;
  return (
    <div className="space-y-2">
      <p role="status">{t("posting", counts)}</p>
      <ProgressBar part={postedInvoices / Math.max(invoices, 1)} label={t("progress")} />
    </div>
  );
}
