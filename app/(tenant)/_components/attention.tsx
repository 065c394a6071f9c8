"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronRight, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { Card } from "@/app/_ui/primitives/card";

const watched = [
  { key: "alerts", href: "/settings/security" },
  { key: "panicOn", href: "/settings/panic" },
  { key: "jobsFailed", href: "/settings/jobs" },
  { key: "webhooksFailing", href: "/settings/webhooks" },
  { key: "apiKeysExpiring", href: "/settings/api-keys" },
] as const;

/** What does not go as it should, each with the way to it; nothing when all is well. */
export function Attention() {
  const t = useTranslations("home");
  const overview = useQuery(useTRPC().tenants.settingsOverview.queryOptions());
  const rows = watched.filter(({ key }) => (overview.data?.[key] ?? 0) > 0);
  if (!overview.data || rows.length === 0) return null;
  return (
    <Card aria-labelledby="attention-title">
      <h2 id="attention-title" className="px-4 pt-3 font-semibold">
        {t("attention")}
      </h2>
      <ul className="p-2">
        {rows.map(({ key, href }) => (
          <li key={key}>
            <Link
              href={href}
              className="flex min-h-control items-center gap-2.5 rounded-control px-2 hover:bg-raised"
            >
              <TriangleAlert aria-hidden className="size-4 shrink-0 text-warn" />
              <span className="min-w-0 flex-1">
                {t(`alert.${key}`, { count: overview.data[key] })}
              </span>
              <ChevronRight aria-hidden className="size-4 shrink-0 text-muted" />
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
