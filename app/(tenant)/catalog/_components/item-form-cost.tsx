"use client";

import { useTranslations } from "next-intl";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { FormSection } from "./form-section";
import type { ItemFormHandle } from "./item-form-types";

/** What it costs us, and how much of the price must stay. */
export function CostFields({ form }: { form: ItemFormHandle }) {
  const t = useTranslations("catalog");
  const amount = { inputMode: "decimal", optional: true } as const;
  return (
    <FormSection title={t("costSection")}>
      <TextField form={form} name="cost" label={t("cost")} hint={t("costHint")} {...amount} />
      <TextField form={form} name="costCurrency" label={t("costCurrency")} maxLength={3} optional />
      <TextField
        form={form}
        name="marginFloor"
        label={t("marginFloor")}
        hint={t("marginFloorHint")}
        {...amount}
      />
    </FormSection>
  );
}
