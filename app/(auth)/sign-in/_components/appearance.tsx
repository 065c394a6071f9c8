"use client";

import { SlidersHorizontal } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { chooseLanguage, chooseTheme } from "@/app/_ui/shell/preferences";

const LANGUAGES = [
  ["es", "Español"],
  ["en", "English"],
  ["pt", "Português"],
] as const;

/** Theme and language where every kilobyte counts: the browser's own disclosure instead of a menu. */
export function Appearance() {
  const t = useTranslations("shell");
  const locale = useLocale();
  return (
    <details className="relative">
      <summary
        aria-label={useTranslations("signIn")("preferences")}
        className="flex size-9 cursor-pointer list-none items-center justify-center rounded-control hover:bg-raised [&::-webkit-details-marker]:hidden"
      >
        <SlidersHorizontal aria-hidden className="size-4" />
      </summary>
      <div className="absolute right-0 z-10 mt-1 w-44 rounded-card border border-subtle bg-surface p-1.5 shadow-high">
        <p className="px-2 py-1 text-[0.8125rem] text-muted">{t("theme")}</p>
        {(["light", "dark", "system"] as const).map((theme) => (
          <Choice key={theme} onChoose={() => chooseTheme(theme)}>
            {t(theme)}
          </Choice>
        ))}
        <p className="mt-1 border-t border-subtle px-2 pt-2 pb-1 text-[0.8125rem] text-muted">
          {t("language")}
        </p>
        {LANGUAGES.map(([value, name]) => (
          <Choice
            key={value}
            lang={value}
            chosen={value === locale}
            onChoose={() => chooseLanguage(value)}
          >
            {name}
          </Choice>
        ))}
      </div>
    </details>
  );
}

type ChoiceProps = {
  lang?: string;
  chosen?: boolean;
  onChoose: () => void;
  children: ReactNode;
};

function Choice({ lang, chosen, onChoose, children }: ChoiceProps) {
  return (
    <button
      type="button"
      lang={lang}
      aria-pressed={chosen}
      onClick={onChoose}
      className="block min-h-8 w-full rounded-control px-2 text-left hover:bg-raised aria-pressed:font-semibold"
    >
      {children}
    </button>
  );
}
