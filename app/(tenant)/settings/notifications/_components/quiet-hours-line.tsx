"use client";

import { useQuery } from "@tanstack/react-query";
import { Moon } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useTRPC } from "@/app/_trpc/client";
import { calendarSettings } from "@/server/modules/tenants/settings/schema";

/** When what can wait is held back, and where that is set. */
export function QuietHoursLine() {
  const t = useTranslations("notificationPolicy");
  const settings = useQuery(useTRPC().tenants.getSettings.queryOptions({ module: "calendar" }));
  const calendar = calendarSettings.safeParse(settings.data?.data);
  if (!calendar.success) return null;
  const quiet = calendar.data.quietHours;
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted">
      <span className="inline-flex items-center gap-1.5">
        <Moon aria-hidden className="size-4" />
        {quiet ? t("quietNow", quiet) : t("quietNone")}
      </span>
      <Link
        href="/settings/policies"
        className="text-brand-text underline underline-offset-4 hover:no-underline"
      >
        {t("quietEdit")}
      </Link>
    </p>
  );
}
