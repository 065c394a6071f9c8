import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { BrandMark } from "@/app/_ui/patterns/brand-mark";
import { Button } from "@/app/_ui/primitives/button";
import { SITE_LANGUAGES } from "./site-url";

type Props = { path: "" | "/sign-up"; children: ReactNode };

/** Head and foot of the public pages; the languages are plain links, so that they work without a script. */
export async function SiteFrame({ path, children }: Props) {
  const [t, locale] = await Promise.all([getTranslations("site"), getLocale()]);
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="mx-auto flex w-full max-w-5xl items-center justify-between gap-3 px-4 py-4 sm:px-6">
        <a href={`/${locale}`}>
          <BrandMark name="Trama" />
        </a>
        {path === "" && (
          <nav aria-label={t("nav")} className="flex items-center gap-1 sm:gap-3">
            <a
              href="#pricing"
              className="rounded-control px-2 py-2 underline-offset-4 hover:underline max-sm:hidden"
            >
              {t("pricing")}
            </a>
            <Button asChild variant="primary">
              <a href={`/${locale}/sign-up`}>{t("start")}</a>
            </Button>
          </nav>
        )}
      </header>
      {children}
      <footer className="mt-auto border-t border-subtle">
        <div className="mx-auto flex w-full max-w-5xl flex-wrap items-center justify-between gap-x-6 gap-y-3 px-4 py-6 text-muted sm:px-6">
          <p>{t("footer")}</p>
          <nav aria-label={t("language")}>
            <ul className="flex gap-4">
              {SITE_LANGUAGES.map((lang) => (
                <li key={lang}>
                  <a
                    href={`/${lang}${path}`}
                    hrefLang={lang}
                    lang={lang}
                    aria-current={lang === locale ? "true" : undefined}
                    className="inline-block py-1 underline-offset-4 hover:underline aria-current:font-semibold aria-current:text-text"
                  >
                    {t(`languages.${lang}`)}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        </div>
      </footer>
    </div>
  );
}
