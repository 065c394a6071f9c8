/** Countries that the product has a pack for (ISO 3166-1 alpha-2). */
export const COUNTRIES: [string, ...string[]] = [
  "AR",
  "BO",
  "BR",
  "CL",
  "CO",
  "CR",
  "DO",
  "EC",
  "ES",
  "GT",
  "HN",
  "MX",
  "NI",
  "PA",
  "PE",
  "PR",
  "PY",
  "SV",
  "US",
  "UY",
  "VE",
];

/** Is it an IANA zone that this runtime can compute with? */
export function isTimeZone(text: string): boolean {
  if (!/^[A-Za-z_]+(?:\/[A-Za-z0-9_+-]+){0,2}$/.test(text)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

const currencies = new Set(Intl.supportedValuesOf("currency"));

/** Is it an ISO 4217 code? */
export const isCurrency = (text: string): boolean => currencies.has(text);
