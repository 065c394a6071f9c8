"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/app/_ui/cn";

const TABS = [
  { key: "board", href: "/collections" },
  { key: "list", href: "/collections/tasks" },
  { key: "tomorrow", href: "/collections/tomorrow" },
  { key: "promises", href: "/collections/promises" },
] as const;

/** The four places of collections, beside each other. */
export function CollectionTabs() {
  const t = useTranslations("collections.tabs");
  const path = usePathname();
  return (
    <nav aria-label={t("label")} className="mb-4 flex flex-wrap gap-1 border-b border-subtle pb-2">
      {TABS.map(({ key, href }) => (
        <Link
          key={key}
          href={href}
          aria-current={path === href ? "page" : undefined}
          className={cn(
            "inline-flex min-h-8 items-center rounded-control px-3 text-[0.8125rem] font-medium text-muted hover:bg-raised hover:text-text",
            path === href &&
              "bg-brand-soft text-on-brand-soft hover:bg-brand-soft hover:text-on-brand-soft",
          )}
        >
          {t(key)}
        </Link>
      ))}
    </nav>
  );
}
