"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Input } from "@/app/_ui/primitives/input";

type ColourFieldProps = { label: string; value: string; onChange: (hex: string) => void };

const HEX = /^#[0-9a-f]{6}$/i;

/** A colour by the browser's picker or typed as `#rrggbb`; what is half typed changes nothing yet. */
export function ColourField({ label, value, onChange }: ColourFieldProps) {
  const t = useTranslations("brand");
  const [typed, setTyped] = useState<string | null>(null);
  const take = (text: string) => {
    const hex = text.trim().startsWith("#") ? text.trim() : `#${text.trim()}`;
    setTyped(HEX.test(hex) ? null : text);
    if (HEX.test(hex)) onChange(hex.toLowerCase());
  };
  return (
    <FormField label={label} error={typed === null ? undefined : t("colourShape")}>
      {(control) => (
        <span className="flex gap-2">
          <input
            type="color"
            aria-label={t("pick", { label })}
            className="h-9 w-12 shrink-0 cursor-pointer rounded-control border border-field bg-surface p-1"
            value={value}
            onChange={({ target }) => take(target.value)}
          />
          <Input
            {...control}
            spellCheck={false}
            maxLength={7}
            value={typed ?? value}
            onChange={({ target }) => take(target.value)}
            onBlur={() => setTyped(null)}
          />
        </span>
      )}
    </FormField>
  );
}
