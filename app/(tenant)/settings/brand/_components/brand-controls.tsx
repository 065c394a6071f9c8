"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Checkbox } from "@/app/_ui/primitives/checkbox";
import { Select } from "@/app/_ui/primitives/input";
import { Card } from "@/app/_ui/primitives/card";
import { type BrandChoice, brandFonts, brandRadii } from "@/tenants/brand";
import { ColourField } from "./colour-field";
import { LogoField } from "./logo-field";
import { Swatches } from "./swatches";

type BrandControlsProps = {
  draft: BrandChoice;
  onChange: (part: Partial<BrandChoice>) => void;
};

/** Everything that can be chosen. */
export function BrandControls({ draft, onChange }: BrandControlsProps) {
  const t = useTranslations("brand");
  const [suggested, setSuggested] = useState<readonly string[]>([]);
  return (
    <>
      <Card className="space-y-4 p-4">
        <h2 className="font-semibold">{t("logos")}</h2>
        <LogoField
          kind="light"
          fileId={draft.logoLightFileId}
          onChange={(logoLightFileId, reading) => {
            onChange({ logoLightFileId, logoTone: reading?.tone ?? "mid" });
            setSuggested(reading?.colours ?? []);
          }}
        />
        <LogoField
          kind="dark"
          fileId={draft.logoDarkFileId}
          onChange={(logoDarkFileId) => onChange({ logoDarkFileId })}
        />
        <LogoField
          kind="icon"
          fileId={draft.iconFileId}
          onChange={(iconFileId) => onChange({ iconFileId })}
        />
      </Card>
      <Card className="space-y-4 p-4">
        <h2 className="font-semibold">{t("colours")}</h2>
        <ColourField
          label={t("primary")}
          value={draft.primary}
          onChange={(primary) => onChange({ primary })}
        />
        {suggested.length > 0 && (
          <Swatches colours={suggested} onChoose={(primary) => onChange({ primary })} />
        )}
        <Checkbox
          label={t("useAccent")}
          checked={draft.accent !== null}
          onChange={({ target }) =>
            onChange({ accent: target.checked ? (suggested[1] ?? draft.primary) : null })
          }
        />
        {draft.accent !== null && (
          <ColourField
            label={t("accent")}
            value={draft.accent}
            onChange={(accent) => onChange({ accent })}
          />
        )}
      </Card>
      <Shape draft={draft} onChange={onChange} />
    </>
  );
}

function Shape({ draft, onChange }: BrandControlsProps) {
  const t = useTranslations("brand");
  return (
    <Card className="space-y-4 p-4">
      <h2 className="font-semibold">{t("shape")}</h2>
      <FormField label={t("font")}>
        {(control) => (
          <Select
            {...control}
            value={draft.font}
            onChange={({ target }) => onChange({ font: target.value as BrandChoice["font"] })}
          >
            {brandFonts.map((font) => (
              <option key={font} value={font}>
                {t(`fonts.${font}`)}
              </option>
            ))}
          </Select>
        )}
      </FormField>
      <FormField label={t("radius")}>
        {(control) => (
          <Select
            {...control}
            value={draft.radius}
            onChange={({ target }) => onChange({ radius: target.value as BrandChoice["radius"] })}
          >
            {brandRadii.map((radius) => (
              <option key={radius} value={radius}>
                {t(`radii.${radius}`)}
              </option>
            ))}
          </Select>
        )}
      </FormField>
    </Card>
  );
}
