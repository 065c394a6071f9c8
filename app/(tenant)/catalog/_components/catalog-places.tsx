"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/app/_ui/cn";

const PLACES = [
  { href: "/catalog", label: "items" },
  { href: "/catalog/prices", label: "priceBooks" },
  { href: "/catalog/taxes", label: "taxes" },
  { href: "/catalog/exchange-rates", label: "exchangeRates" },
] as const;

/** The catalogue's four places, side by side. */
export function CatalogPlaces() {
  const t = useTranslations("catalog");
  const path = usePathname();
  return (
    <nav aria-label={t("places")} className="mb-4 flex flex-wrap gap-1">
      {PLACES.map(({ href, label }) => (
        <Link
          key={href}
          href={href}
          aria-current={path === href ? "page" : undefined}
          className={cn(
            "inline-flex min-h-8 items-center rounded-full px-3 text-[0.8125rem] font-medium text-muted hover:bg-raised",
            path === href && "bg-brand-soft text-on-brand-soft hover:bg-brand-soft",
          )}
        >
          {t(label)}
        </Link>
      ))}
    </nav>
  );
}
