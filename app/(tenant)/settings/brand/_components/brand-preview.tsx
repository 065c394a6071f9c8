"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Segments } from "@/app/_ui/patterns/segments";
import type { Brand, BrandChoice } from "@/tenants/brand";
import { themeVariables } from "@/tenants/theme";
import { Dressed } from "./dressed";
import { PaperPreview } from "./paper-preview";
import { PortalPreview } from "./portal-preview";
import { ScreenPreview } from "./screen-preview";

type BrandPreviewProps = { brand: Brand; draft: BrandChoice };

/** What the draft makes of the product: screens, portal, mail and paper, drawn with the real components. */
export function BrandPreview({ brand, draft }: BrandPreviewProps) {
  const t = useTranslations("brand");
  const [theme, setTheme] = useState<"light" | "dark">("light");
  const { logoLightFileId: light, logoDarkFileId: dark, iconFileId: icon, logoTone } = draft;
  const address = (id: string | null) => id && `/api/files/${id}`;
  const logos =
    (light ?? dark ?? icon) === null
      ? null
      : { light: address(light), dark: address(dark), icon: address(icon), tone: logoTone };
  return (
    <section aria-label={t("preview")}>
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <h2 className="mb-3 font-semibold">{t("preview")}</h2>
        <Segments
          label={t("previewTheme")}
          value={theme}
          options={(["light", "dark"] as const).map((value) => ({
            value,
            label: t(`themes.${value}`),
          }))}
          onChoose={setTheme}
        />
      </div>
      <Dressed
        variables={themeVariables(brand, theme)}
        theme={theme}
        className="grid gap-4 rounded-card border border-subtle bg-background p-4 font-sans text-text sm:grid-cols-2"
      >
        <ScreenPreview name={brand.name} logos={logos} />
        <PortalPreview name={brand.name} logos={logos} />
        <PaperPreview brand={brand} logo={logos?.light ?? null} />
      </Dressed>
    </section>
  );
}
