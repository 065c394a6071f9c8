"use client";

import { Monitor, Moon, Rows3, Rows4, Sun } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState, type ReactNode } from "react";
import { densityChoice } from "@/app/_face/density-choice";
import { themeChoice } from "@/app/_face/theme-choice";
import { Menu, MenuChoice, MenuLabel, MenuSeparator } from "@/app/_ui/primitives/menu";
import { chooseDensity, chooseLanguage, chooseTheme } from "./preferences";

const languages = [
  { value: "es", label: "Español", lang: "es" },
  { value: "en", label: "English", lang: "en" },
  { value: "pt", label: "Português", lang: "pt" },
] as const;

type PreferenceMenuProps = {
  trigger: ReactNode;
  /** What stands above the choices. */
  head?: ReactNode;
  /** Offers the spacing too: where people work in lists. */
  withDensity?: boolean;
  children?: ReactNode;
};

/** Theme and language, for anybody, signed in or not. */
export function PreferenceMenu({ trigger, head, withDensity, children }: PreferenceMenuProps) {
  const t = useTranslations("shell");
  const locale = useLocale();
  return (
    <Menu trigger={trigger}>
      {head}
      <MenuLabel>{t("theme")}</MenuLabel>
      <ThemeChoices />
      <MenuSeparator />
      {withDensity && (
        <>
          <MenuLabel>{t("density")}</MenuLabel>
          <DensityChoices />
          <MenuSeparator />
        </>
      )}
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

function DensityChoices() {
  const t = useTranslations("shell");
  const [density, setDensity] = useState(() =>
    densityChoice(document.documentElement.dataset.density),
  );
  const densities = [
    { value: "comfortable", label: t("comfortable"), icon: <Rows3 aria-hidden /> },
    { value: "compact", label: t("compact"), icon: <Rows4 aria-hidden /> },
  ] as const;
  return (
    <MenuChoice
      value={density}
      options={densities}
      onChoose={(choice) => {
        setDensity(choice);
        chooseDensity(choice);
      }}
    />
  );
}
