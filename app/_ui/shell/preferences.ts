import { DENSITY_COOKIE, type DensityChoice } from "@/app/_face/density-choice";
import { THEME_COOKIE, type ThemeChoice } from "@/app/_face/theme-choice";
import type { Locale } from "@/server/tenancy/context";

const YEAR_SECONDS = 365 * 24 * 3600;

/** Keeps the theme on this host and applies it at once. */
export function chooseTheme(choice: ThemeChoice): void {
  document.documentElement.dataset.theme = choice;
  keep(THEME_COOKIE, choice);
}

/** Keeps the spacing on this host and applies it at once. */
export function chooseDensity(choice: DensityChoice): void {
  document.documentElement.dataset.density = choice;
  keep(DENSITY_COOKIE, choice);
}

/** Keeps the language on this host (server/doors/choose-locale.ts reads it) and draws the page again. */
export function chooseLanguage(locale: Locale): void {
  keep("NEXT_LOCALE", locale);
  location.reload();
}

function keep(name: string, value: string): void {
  // oxlint-disable-next-line unicorn/no-document-cookie -- cookieStore is missing in Firefox and Safari of last year
  document.cookie = `${name}=${value}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax`;
}
