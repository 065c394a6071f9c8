import en from "@/messages/en/resource.json";
import es from "@/messages/es/resource.json";
import pt from "@/messages/pt/resource.json";
import type { Locale } from "@/server/tenancy/context";

const names = { es, en, pt };

/** A limited resource's name in a person's language. */
export const resourceName = (locale: Locale, resource: keyof typeof es): string =>
  names[locale][resource];
