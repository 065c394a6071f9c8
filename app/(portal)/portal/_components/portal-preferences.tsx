"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { type ThemeChoice, themeChoice, themeChoices } from "@/app/_face/theme-choice";
import { chooseLanguage, chooseTheme } from "@/app/_ui/shell/preferences";
import type { Locale } from "@/server/tenancy/context";
import { ChoiceSelect } from "./choice-select";

const languages = [
  ["es", "Español"],
  ["en", "English"],
  ["pt", "Português"],
] as const;

/** Language and theme with the browser's own controls: nothing to load, and every phone knows them. */
export function PortalPreferences({ theme: given }: { theme: ThemeChoice }) {
  const t = useTranslations("shell");
  const locale = useLocale();
  const [theme, setTheme] = useState(given);
  return (
    <div className="flex flex-wrap gap-3">
      <ChoiceSelect
        label={t("language")}
        value={locale}
        options={languages.map(([value, label]) => ({ value, label }))}
        onChoose={(value) => chooseLanguage(value as Locale)}
      />
      <ChoiceSelect
        label={t("theme")}
        value={theme}
        options={themeChoices.map((value) => ({ value, label: t(value) }))}
        onChoose={(value) => {
          setTheme(themeChoice(value));
          chooseTheme(themeChoice(value));
        }}
      />
    </div>
  );
}
