/** Languages of the public site, each at an address of its own (`/es`, `/en`, `/pt`). */
export const SITE_LANGUAGES = ["es", "en", "pt"] as const;
export type SiteLanguage = (typeof SITE_LANGUAGES)[number];

export const isSiteLanguage = (text: string): text is SiteLanguage =>
  SITE_LANGUAGES.some((language) => language === text);

/** hreflang of a page: one address a language, and the one that asks the browser. */
export function siteAlternates(origin: string, path: "" | "/sign-up") {
  return {
    languages: {
      ...Object.fromEntries(SITE_LANGUAGES.map((lang) => [lang, `${origin}/${lang}${path}`])),
      "x-default": `${origin}${path || "/"}`,
    },
  };
}
