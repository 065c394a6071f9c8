const WORDS: Readonly<Record<string, string>> = {
  es: "Reconexión",
  en: "Reconnection",
  pt: "Religação",
};

/** What the line says, in the tenant's language: documents keep it as it was written. */
export const reconnectionText = (locale: string, service: string): string =>
  `${WORDS[locale] ?? WORDS.es} · ${service}`;
