"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { cn } from "@/app/_ui/cn";
import { allowedSettings } from "./settings-pages";

/** The settings beside each of their pages on wide screens, the way back to them on narrow ones. */
export function SettingsNav({ permissions }: { permissions: readonly string[] }) {
  const t = useTranslations("settings");
  const path = usePathname();
  if (path === "/settings") return null;
  const isHere = (href: string) => path === href || path.startsWith(`${href}/`);
  return (
    <>
      <p className="mb-3 lg:hidden">
        <Link
          href="/settings"
          className="inline-flex min-h-6 items-center text-muted hover:text-text"
        >
          ← {t("title")}
        </Link>
      </p>
      <nav aria-label={t("title")} className="sticky top-6 hidden self-start lg:block">
        <Link
          href="/settings"
          className="mb-3 block rounded-control px-2.5 py-1 font-semibold hover:bg-raised"
        >
          {t("title")}
        </Link>
        {allowedSettings(permissions).map((group) => (
          <div key={group.key} className="mb-4">
            <p className="px-2.5 pb-1 text-xs font-medium text-muted">{t(`groups.${group.key}`)}</p>
            <ul>
              {group.pages.map(({ key, href }) => (
                <li key={key}>
                  <Link
                    href={href}
                    aria-current={isHere(href) ? "page" : undefined}
                    className={cn(
                      "block rounded-control px-2.5 py-1.5 text-[0.8125rem] text-muted hover:bg-raised hover:text-text",
                      isHere(href) &&
                        "bg-brand-soft font-medium text-on-brand-soft hover:bg-brand-soft hover:text-on-brand-soft",
                    )}
                  >
                    {t(`pages.${key}.title`)}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
    </>
  );
}
