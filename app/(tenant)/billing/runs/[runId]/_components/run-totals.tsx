"use client";

import { useTranslations } from "next-intl";
import { Money } from "@/app/_ui/patterns/money";
import { Card } from "@/app/_ui/primitives/card";
import type { RunDto } from "@/server/modules/billing/run/schema";

/** What the run bills in all, a card a currency. */
export function RunTotals({ run }: { run: RunDto }) {
  const t = useTranslations("billingRun");
  if (run.totals.length === 0)
    return run.plannedAt ? <Card className="p-4 text-muted">{t("nothingDue")}</Card> : null;
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {run.totals.map(({ currency, invoices, netMinor, taxMinor, totalMinor }) => (
        <Card key={currency} className="p-4">
          <p className="text-[0.8125rem] text-muted">
            {t("totalOf", { count: invoices, currency })}
          </p>
          <p className="mt-1 text-2xl font-semibold">
            <Money minor={totalMinor} currency={currency} />
          </p>
          <p className="mt-1 flex flex-wrap gap-x-4 text-[0.8125rem] text-muted">
            <span>
              {t("net")} <Money minor={netMinor} currency={currency} />
            </span>
            <span>
              {t("tax")} <Money minor={taxMinor} currency={currency} />
            </span>
          </p>
        </Card>
      ))}
    </div>
  );
}
