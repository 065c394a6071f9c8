"use client";

import { useTranslations } from "next-intl";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { ENFORCEMENT_KINDS } from "@/server/modules/catalog/schema";
import { FormSection } from "./form-section";
import type { ItemFormHandle } from "./item-form-types";

/** How a plan is billed, how long it binds, and who makes it hold. */
export function BillingFields({ form }: { form: ItemFormHandle }) {
  const t = useTranslations("catalog");
  const optional = { optional: true, inputMode: "numeric" } as const;
  return (
    <FormSection title={t("billingSection")}>
      <SelectField
        form={form}
        name="billingMode"
        label={t("billingMode")}
        options={(["prepaid", "postpaid"] as const).map((value) => ({
          value,
          label: t(`mode.${value}`),
        }))}
      />
      <TextField
        form={form}
        name="intervalMonths"
        label={t("intervalMonths")}
        inputMode="numeric"
        hint={t("intervalHint")}
      />
      <TextField
        form={form}
        name="anchorDay"
        label={t("anchorDay")}
        hint={t("anchorHint")}
        {...optional}
      />
      <TextField form={form} name="setupFee" label={t("setupFee")} {...optional} />
      <TextField
        form={form}
        name="commitmentMonths"
        label={t("commitmentMonths")}
        inputMode="numeric"
      />
      <TextField
        form={form}
        name="earlyTerminationPercent"
        label={t("earlyTermination")}
        hint={t("earlyTerminationHint")}
        {...optional}
      />
      <SelectField
        form={form}
        name="enforcementKind"
        label={t("enforcement")}
        hint={t("enforcementHint")}
        options={ENFORCEMENT_KINDS.map((value) => ({ value, label: t(`enforce.${value}`) }))}
      />
    </FormSection>
  );
}
