import { headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { readFace } from "@/app/_face/face";
import type es from "@/messages/es";
import type { Locale } from "@/server/tenancy/context";
import { loadMessages } from "./load-messages";

declare module "next-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: typeof es;
  }
}

/** Language and zone of a request, as middleware found them. */
export default getRequestConfig(async () => {
  const { locale, timeZone } = readFace(await headers());
  return { locale, timeZone, messages: loadMessages(locale) };
});
