import en from "@/messages/en/document.json";
import es from "@/messages/es/document.json";
import pt from "@/messages/pt/document.json";
import { currencyDigits } from "@/server/kernel/money";
import type { Locale } from "@/server/tenancy/context";

const texts = { es, en, pt };
export type DocumentWord = keyof typeof es;

/** How a document speaks: its words, amounts and days in its reader's language and country. */
export type Speech = {
  locale: Locale;
  /** A word of `messages/document`, its placeholders filled. */
  say(word: DocumentWord, values?: Record<string, string>): string;
  money(minor: number): string;
  /** A decimal text of major units: a price of one. */
  price(amount: string): string;
  day(day: string): string;
};

/** Country ISO 3166-1 alpha-2: its people's habits decide points and commas. */
export function speechOf(locale: Locale, country: string, currency: string): Speech {
  const tag = country === "BR" ? "pt-BR" : `${locale}-${country}`;
  const amounts = (most: number) =>
    new Intl.NumberFormat(tag, {
      ...{ style: "currency", currency, currencyDisplay: "narrowSymbol" },
      minimumFractionDigits: currencyDigits(currency),
      maximumFractionDigits: most,
    });
  const rounded = amounts(currencyDigits(currency));
  const exact = amounts(6);
  const days = new Intl.DateTimeFormat(locale, {
    ...{ day: "2-digit", month: "2-digit", year: "numeric", timeZone: "UTC" },
  });
  return {
    locale,
    say: (word, values = {}) =>
      texts[locale][word].replaceAll(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? ""),
    money: (minor) => rounded.format(minor / 10 ** currencyDigits(currency)),
    price: (amount) => exact.format(Number(amount)),
    day: (text) => days.format(new Date(`${text}T00:00:00Z`)),
  };
}
