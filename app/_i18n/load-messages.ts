import en from "@/messages/en";
import es from "@/messages/es";
import pt from "@/messages/pt";
import type { Locale } from "@/server/tenancy/context";

const all: Record<Locale, typeof es> = { es, en, pt };

/** Every text of one language. The type is Spanish's: a key that another language lacks does not compile. */
export function loadMessages(locale: Locale): typeof es {
  return all[locale];
}
