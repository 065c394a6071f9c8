import type { Locale } from "@/server/tenancy/context";
import type { Format } from "./parse-text";
import type { TemplateVariable } from "./registry";

/** Values by variable's name; what is absent is written as nothing. */
export type Values = Readonly<Record<string, string>>;

/** What a text is filled with: the template's variables, their values, and how the reader writes dates and numbers. */
export type Filling = {
  variables: Readonly<Record<string, TemplateVariable>>;
  values: Values;
  locale: Locale;
  timeZone: string;
};

const DATES: Record<Format | "usual", Intl.DateTimeFormatOptions> = {
  usual: { dateStyle: "long", timeStyle: "short" },
  short: { dateStyle: "short" },
  long: { dateStyle: "full" },
  time: { timeStyle: "short" },
};

/** One variable's value as text in the reader's language. A value that is not of its kind is written as it is. */
export function formatValue(filling: Filling, name: string, format?: Format): string {
  const { variables, values, locale, timeZone } = filling;
  if (!Object.hasOwn(variables, name) || !Object.hasOwn(values, name)) return "";
  const value = (values[name] ?? "").replace(/\s*[\r\n\u2028\u2029]+\s*/g, " ");
  switch (variables[name]?.kind) {
    case "date": {
      if (/^\d{4}-\d\d-\d\d$/.test(value)) return formatDay(value, locale, format);
      const date = /^\d{4}-\d\d-\d\dT/.test(value) ? new Date(value) : undefined;
      if (!date || Number.isNaN(date.getTime())) return value;
      return new Intl.DateTimeFormat(locale, { ...DATES[format ?? "usual"], timeZone }).format(
        date,
      );
    }
    case "money": {
      const [, amount, currency] = /^(-?\d{1,15}(?:\.\d{1,4})?) ([A-Z]{3})$/.exec(value) ?? [];
      if (!amount || !currency) return value;
      // As the currency's own country writes it: `S/ 89.90` in Peru, where plain Spanish would say `89,90 PEN`.
      return new Intl.NumberFormat([`${locale}-${currency.slice(0, 2)}`, locale], {
        ...{ style: "currency", currency },
      }).format(Number(amount));
    }
    case "number":
      return /^-?\d{1,15}$/.test(value)
        ? new Intl.NumberFormat(locale).format(Number(value))
        : value;
    default:
      return value;
  }
}

/** A day of the calendar is the same day in every zone. */
function formatDay(value: string, locale: Locale, format?: Format): string {
  const day = new Date(`${value}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return value;
  const dateStyle = format === "short" ? "short" : format === "long" ? "full" : "long";
  return new Intl.DateTimeFormat(locale, { dateStyle, timeZone: "UTC" }).format(day);
}
