"use client";

import { useTranslations } from "next-intl";
import { Badge } from "@/app/_ui/primitives/badge";
import { useDayText } from "./day-text";

/** When the next step is due; today and late stand out. */
export function NextDay({ day, today }: { day: string | null; today: string }) {
  const t = useTranslations("collections");
  const text = useDayText();
  if (!day) return null;
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      <span className="whitespace-nowrap text-muted">{text(day)}</span>
      {day < today && <Badge tone="bad">{t("lateBadge")}</Badge>}
      {day === today && <Badge tone="info">{t("todayBadge")}</Badge>}
    </span>
  );
}
