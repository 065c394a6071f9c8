"use client";

import { useTranslations } from "next-intl";
import { useLayoutEffect, useRef } from "react";

type SwatchesProps = { colours: readonly string[]; onChoose: (hex: string) => void };

/** Colours found in the logo, to take with one tap. */
export function Swatches({ colours, onChoose }: SwatchesProps) {
  const t = useTranslations("brand");
  return (
    <div role="group" aria-label={t("suggested")}>
      <p className="mb-1.5 text-[0.8125rem] text-muted">{t("suggested")}</p>
      <div className="flex flex-wrap gap-2">
        {colours.map((hex) => (
          <Swatch key={hex} hex={hex} label={t("take", { hex })} onChoose={onChoose} />
        ))}
      </div>
    </div>
  );
}

type SwatchProps = { hex: string; label: string; onChoose: (hex: string) => void };

function Swatch({ hex, label, onChoose }: SwatchProps) {
  const box = useRef<HTMLButtonElement>(null);
  // By script, not by a style attribute: the page's policy allows none.
  useLayoutEffect(() => box.current?.style.setProperty("background-color", hex), [hex]);
  return (
    <button
      ref={box}
      type="button"
      aria-label={label}
      title={hex}
      onClick={() => onChoose(hex)}
      className="size-9 rounded-control border border-field"
    />
  );
}
