"use client";

import { SlidersHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/primitives/button";
import { PreferenceMenu } from "@/app/_ui/shell/preference-menu";

export function Preferences() {
  const t = useTranslations("patterns.demo");
  return (
    <PreferenceMenu
      withDensity
      trigger={
        <Button size="icon" aria-label={t("preferences")}>
          <SlidersHorizontal aria-hidden />
        </Button>
      }
    />
  );
}
