import { minorDigits, moneyLocale } from "@/app/_ui/money/money-locale";

/** How the portal writes amounts and days. Pure: drawn by the server and in the browser alike. */
export function portalWords(locale: string) {
  const days = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
  return {
    money: (minor: number, currency: string) =>
      new Intl.NumberFormat(moneyLocale(locale, currency), {
        ...{ style: "currency", currency, currencyDisplay: "narrowSymbol" },
      }).format(minor / 10 ** minorDigits(currency)),
    /** Of one, with the places that it has. */
    price: (amount: number, currency: string) =>
      new Intl.NumberFormat(moneyLocale(locale, currency), {
        ...{ style: "currency", currency, currencyDisplay: "narrowSymbol" },
        minimumFractionDigits: minorDigits(currency),
        maximumFractionDigits: 6,
      }).format(amount),
    day: (day: string) => days.format(new Date(`${day}T00:00:00Z`)),
    /** From the first day to the last; `end` is the first day that is no longer in it. */
    period: (start: string, end: string) =>
      days.formatRange(
        new Date(`${start}T00:00:00Z`),
        new Date(Date.parse(`${end}T00:00:00Z`) - 86_400_000),
      ),
  };
}
