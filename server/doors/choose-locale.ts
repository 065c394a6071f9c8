import type { Locale } from "@/server/tenancy/context";

/** Cookie in which the screens keep a visitor's choice. */
export const LOCALE_COOKIE = "NEXT_LOCALE";

const LOCALES: readonly string[] = ["es", "en", "pt"];
const isLocale = (text: string | undefined): text is Locale => LOCALES.includes(text ?? "");

/** The visitor's language: their choice (cookie), else the browser's best, else the tenant's, else Spanish. */
export function chooseLocale(
  cookie: string | undefined,
  acceptLanguage: string | null,
  tenantLocale: Locale | undefined,
): Locale {
  if (isLocale(cookie)) return cookie;
  return browserLocale(acceptLanguage) ?? tenantLocale ?? "es";
}

function browserLocale(header: string | null): Locale | undefined {
  const wished = (header ?? "")
    .slice(0, 500)
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
      const quality = parameters.map((text) => /^\s*q=([\d.]+)\s*$/.exec(text)?.[1]).find(Boolean);
      return { language: tag.split("-")[0], quality: Number(quality ?? 1) };
    })
    .sort((a, b) => b.quality - a.quality);
  return wished.map(({ language }) => language).find(isLocale);
}
