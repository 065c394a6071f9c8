"use client";

import { useTranslations } from "next-intl";
import { PageHeader } from "@/app/_ui/patterns/page-header";

/** What units and branches are for. */
export function UnitsHeader() {
  const t = useTranslations();
  return (
    <PageHeader title={t("settings.pages.units.title")} description={t("units.description")} />
  );
}
