"use client";

import { useLocale, useTranslations } from "next-intl";
import { cn } from "@/app/_ui/cn";
import { minorDigits, moneyLocale } from "@/app/_ui/money/money-locale";

type MoneyProps = {
  /** Minor units (céntimos). */
  minor: number;
  currency: string;
  className?: string;
};

/** An amount with its currency. A negative one wears a minus and is said as such, not only shown in a colour. */
export function Money({ minor, currency, className }: MoneyProps) {
  const t = useTranslations("patterns.money");
  const text = useMoneyText(currency)(Math.abs(minor));
  return (
    <span className={cn("whitespace-nowrap tabular-nums", minor < 0 && "text-bad", className)}>
      {minor < 0 && (
        <>
          <span aria-hidden>−</span>
          <span className="sr-only">{t("minus")} </span>
        </>
      )}
      {text}
    </span>
  );
}

/** Minor units → the amount as its country writes it, in the screen's language. */
export function useMoneyText(currency: string): (minor: number) => string {
  const locale = useLocale();
  const format = new Intl.NumberFormat(moneyLocale(locale, currency), {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
  });
  const digits = minorDigits(currency);
  return (minor) => format.format(minor / 10 ** digits);
}
