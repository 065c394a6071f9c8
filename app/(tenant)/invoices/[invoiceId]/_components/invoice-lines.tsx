"use client";

import { CircleHelp } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { cn } from "@/app/_ui/cn";
import { Money, useMoneyText } from "@/app/_ui/patterns/money";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { Dialog } from "@/app/_ui/primitives/dialog";
import type { InvoiceDetailDto, InvoiceLineDto } from "@/server/modules/billing/schema";
import { useDayText } from "../../_components/day";

/** The lines with their amounts, each ready to say why it is what it is, and what they add up to. */
export function InvoiceLines({ invoice }: { invoice: InvoiceDetailDto }) {
  const t = useTranslations("invoices");
  const [asked, setAsked] = useState<InvoiceLineDto>();
  const { currency } = invoice;
  return (
    <Card aria-label={t("lines")}>
      <h2 className="border-b border-subtle px-4 py-3 font-semibold">{t("lines")}</h2>
      <ul className="divide-y divide-(--border)">
        {invoice.lines.map((line) => (
          <Line key={line.id} line={line} currency={currency} onAsk={() => setAsked(line)} />
        ))}
      </ul>
      <dl className="space-y-1 border-t border-subtle px-4 py-3">
        <Sum label={t("net")} minor={invoice.netMinor} currency={currency} />
        <Sum label={t("tax")} minor={invoice.taxMinor} currency={currency} />
        <Sum label={t("total")} minor={invoice.totalMinor} currency={currency} strong />
      </dl>
      {asked && (
        <Dialog
          open
          onOpenChange={() => setAsked(undefined)}
          title={t("whyOf", { line: asked.description })}
        >
          <Why line={asked} />
        </Dialog>
      )}
    </Card>
  );
}

type LineProps = { line: InvoiceLineDto; currency: string; onAsk: () => void };

function Line({ line, currency, onAsk }: LineProps) {
  const t = useTranslations("invoices");
  const day = useDayText();
  const money = useMoneyText(currency);
  const { periodStart, periodEnd } = line;
  const period =
    periodStart && periodEnd
      ? t("periodText", { from: day(periodStart), to: day(periodEnd) })
      : undefined;
  const times = line.quantity === "1" ? undefined : `${line.quantity} × ${line.unitPrice}`;
  return (
    <li className="flex items-start justify-between gap-4 px-4 py-3">
      <div className="min-w-0">
        <p className="font-medium break-words">{line.description}</p>
        <p className="text-[0.8125rem] text-muted">
          {[period, times, `${line.taxCode} ${line.taxRate} %`].filter(Boolean).join(" · ")}
        </p>
        {line.creditedMinor > 0 && (
          <p className="text-[0.8125rem] text-muted">
            {t("credited", { amount: money(line.creditedMinor) })}
          </p>
        )}
        <Button variant="link" size="sm" className="min-h-6" onClick={onAsk}>
          <CircleHelp aria-hidden className="size-4" />
          {t("why")}
        </Button>
      </div>
      <Money minor={line.totalMinor} currency={currency} className="font-medium" />
    </li>
  );
}

type SumProps = { label: string; minor: number; currency: string; strong?: boolean };

function Sum({ label, minor, currency, strong }: SumProps) {
  return (
    <div className={cn("flex justify-between gap-4", strong && "text-base font-semibold")}>
      <dt className="text-muted">{label}</dt>
      <dd>
        <Money minor={minor} currency={currency} />
      </dd>
    </div>
  );
}

const DAYS = new Set(["priceFrom", "taxRateFrom", "periodStart", "periodEnd", "fxOn"]);

function Why({ line }: { line: InvoiceLineDto }) {
  const t = useTranslations("invoices");
  const day = useDayText();
  if (line.why.length === 0) return <p className="text-muted">{t("noWhy")}</p>;
  return (
    <ul className="list-disc space-y-1.5 pl-5">
      {line.why.map(({ key, values }) => {
        const shown = Object.entries(values).map(([name, value]) => [
          name,
          DAYS.has(name) ? day(String(value)) : value,
        ]);
        // The server names only words that there are (`rules/documents/explain-line.ts`).
        return <li key={key}>{t(`explain.${key}` as never, Object.fromEntries(shown))}</li>;
      })}
    </ul>
  );
}
