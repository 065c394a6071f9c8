"use client";

import { useTranslations } from "next-intl";
import { useWatch } from "react-hook-form";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { TextareaField } from "@/app/_ui/patterns/form/textarea-field";
import { ITEM_KINDS, NICHES, UNITS_OF_MEASURE } from "@/server/modules/catalog/schema";
import type { ItemFormHandle } from "./item-form-types";
import { useCatalogChoices } from "./use-choices";

type BasicFieldsProps = { form: ItemFormHandle; isNew: boolean; currency: string };

/** What it is, what it is called, and what it costs. */
export function BasicFields({ form, isNew, currency }: BasicFieldsProps) {
  const t = useTranslations("catalog");
  const { units, taxes } = useCatalogChoices();
  const kind = useWatch({ control: form.control, name: "kind" });
  const words = <V extends string>(values: readonly V[], label: (value: V) => string) =>
    values.map((value) => ({ value, label: label(value) }));
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        {isNew && (
          <SelectField
            form={form}
            name="kind"
            label={t("kindLabel")}
            options={words(ITEM_KINDS, (value) => t(`kind.${value}`))}
          />
        )}
        {kind === "subscription" ? (
          <SelectField
            form={form}
            name="niche"
            label={t("nicheLabel")}
            options={words(NICHES, (value) => t(`niche.${value}`))}
          />
        ) : (
          <SelectField
            form={form}
            name="unitOfMeasure"
            label={t("unitOfMeasure")}
            options={words(UNITS_OF_MEASURE, (value) => t(`measure.${value}`))}
          />
        )}
        <TextField form={form} name="name" label={t("name")} maxLength={120} />
        <TextField form={form} name="code" label={t("code")} hint={t("codeHint")} maxLength={40} />
        {isNew && (
          <TextField
            form={form}
            name="price"
            label={currency ? t("priceIn", { currency }) : t("price")}
            hint={t("priceHint")}
            inputMode="decimal"
            optional
          />
        )}
        <SelectField
          form={form}
          name="taxClassId"
          label={t("tax")}
          {...(isNew && { placeholder: t("usualTax") })}
          options={taxes}
        />
        <TextField form={form} name="category" label={t("category")} maxLength={60} optional />
        <SelectField
          form={form}
          name="businessUnitId"
          label={t("unit")}
          placeholder={t("noUnit")}
          options={units}
        />
      </div>
      <TextareaField form={form} name="description" label={t("descriptionLabel")} optional />
    </>
  );
}
