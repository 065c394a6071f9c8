import type { Metadata } from "next";
import { headers } from "next/headers";
import { getLocale, getTranslations } from "next-intl/server";
import { siteAlternates } from "./site-url";

/**
 * Title, description and languages of a public page; these pages alone are for search engines. Each address is its own
 * canonical one: the one without a language is the `x-default` that asks the browser, not a copy of another.
 */
export async function siteMetadata(
  page: "home" | "signUp",
  { named }: { named: boolean },
): Promise<Metadata> {
  const [t, locale, host] = await Promise.all([
    getTranslations("site"),
    getLocale(),
    headers().then((all) => all.get("host") ?? ""),
  ]);
  const origin = `${process.env.TRAMA_PUBLIC_SCHEME ?? "http"}://${host}`;
  const path = page === "home" ? "" : "/sign-up";
  return {
    title: { absolute: t(page === "home" ? "metaTitle" : "signUpTitle") },
    description: t("text"),
    robots: { index: true, follow: true },
    alternates: {
      canonical: named ? `${origin}/${locale}${path}` : `${origin}${path || "/"}`,
      ...siteAlternates(origin, path),
    },
  };
}
