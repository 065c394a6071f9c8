"use client";

import { useLocale } from "next-intl";
import { minorDigits, moneyLocale } from "@/app/_ui/money/money-locale";

/** A price of one: as many places as it has, at least the currency's. */
export function PriceText({ amount, currency }: { amount: string; currency: string }) {
  const locale = useLocale();
  const text = new Intl.NumberFormat(moneyLocale(locale, currency), {
    ...{ style: "currency", currency, currencyDisplay: "narrowSymbol" },
    minimumFractionDigits: minorDigits(currency),
    maximumFractionDigits: 6,
  }).format(Number(amount));
  return <span className="whitespace-nowrap tabular-nums">{text}</span>;
}
