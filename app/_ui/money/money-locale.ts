/** Where a currency is at home: its people's habits decide points and commas, whatever the language of the screen. */
const homes: Readonly<Record<string, string>> = {
  ARS: "AR",
  BOB: "BO",
  BRL: "BR",
  CLP: "CL",
  COP: "CO",
  CRC: "CR",
  DOP: "DO",
  EUR: "ES",
  GTQ: "GT",
  HNL: "HN",
  MXN: "MX",
  NIO: "NI",
  PEN: "PE",
  PYG: "PY",
  USD: "US",
  UYU: "UY",
  VES: "VE",
};

/** The locale in which an amount is written: `es` and PEN → `es-PE`. */
export function moneyLocale(language: string, currency: string): string {
  const home = homes[currency];
  return home === undefined ? language : `${language}-${home}`;
}

/** How many digits a currency has after the point: PEN 2, CLP 0 (ISO 4217, from Intl). */
export function minorDigits(currency: string): number {
  return (
    new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions()
      .maximumFractionDigits ?? 2
  );
}
