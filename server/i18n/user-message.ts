import { createTranslator } from "next-intl";
import en from "@/messages/en";
import es from "@/messages/es";
import pt from "@/messages/pt";
import type { MessageParams } from "@/server/kernel/errors";
import type { Locale } from "@/server/tenancy/context";

type Translator = { (key: string, params?: MessageParams): string; has(key: string): boolean };

const translators: Record<Locale, Translator> = {
  es: translatorOf("es", es),
  en: translatorOf("en", en),
  pt: translatorOf("pt", pt),
};

/** The message under `errors.<key>` in the person's language; an unknown key gives the general sentence, never the key. */
export function userMessage(locale: Locale, key: string, params: MessageParams = {}): string {
  const translate = translators[locale];
  return translate.has(key) ? translate(key, params) : translate("internal");
}

/** Is there a text for this key in every language? */
export function hasUserMessage(key: string): boolean {
  return Object.values(translators).every((translate) => translate.has(key));
}

function translatorOf(locale: Locale, messages: { errors: object }): Translator {
  const translate = createTranslator({
    locale,
    messages: { errors: messages.errors },
    namespace: "errors",
  });
  return translate as unknown as Translator;
}
