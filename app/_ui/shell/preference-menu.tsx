"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState, type ReactNode } from "react";
import { themeChoice } from "@/app/_face/theme-choice";
import { Menu, MenuChoice, MenuLabel, MenuSeparator } from "@/app/_ui/primitives/menu";
import { chooseLanguage, chooseTheme } from "./preferences";

const languages = [
  { value: "es", label: "Español", lang: "es" },
  { value: "en", label: "English", lang: "en" },
  { value: "pt", label: "Português", lang: "pt" },
] as const;

/** Theme and language, for anybody, signed in or not. */
export function PreferenceMenu({
  trigger,
  children,
}: {
  trigger: ReactNode;
  children?: ReactNode;
}) {
  const t = useTranslations("shell");
  const locale = useLocale();
  return (
    <Menu trigger={trigger}>
      <MenuLabel>{t("theme")}</MenuLabel>
      <ThemeChoices />
      <MenuSeparator />
      <MenuLabel>{t("language")}</MenuLabel>
      <MenuChoice value={locale} options={languages} onChoose={chooseLanguage} />
      {children}
    </Menu>
  );
}

/** Drawn when the menu opens, in the browser: the page itself says which theme it wears. */
function ThemeChoices() {
  const t = useTranslations("shell");
  const [theme, setTheme] = useState(() => themeChoice(document.documentElement.dataset.theme));
  const themes = [
    { value: "light", label: t("light"), icon: <Sun aria-hidden /> },
    { value: "dark", label: t("dark"), icon: <Moon aria-hidden /> },
    { value: "system", label: t("system"), icon: <Monitor aria-hidden /> },
  ] as const;
  return (
    <MenuChoice
      value={theme}
      options={themes}
      onChoose={(choice) => {
        setTheme(choice);
        chooseTheme(choice);
      }}
    />
  );
}
