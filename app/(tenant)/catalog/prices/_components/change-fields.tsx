"use client";

import { useTranslations } from "next-intl";
import type { z } from "zod";
import { DateField } from "@/app/_ui/patterns/form/date-field";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { SwitchField } from "@/app/_ui/patterns/form/switch-field";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import type { AppForm } from "@/app/_ui/patterns/form/use-app-form";
import type { BookDto, priceChange } from "@/server/modules/catalog/prices/schema";
import { PRICE_ROUNDINGS } from "@/server/modules/catalog/rules/new-price";
import { ITEM_KINDS } from "@/server/modules/catalog/schema";
import { useCatalogChoices } from "../../_components/use-choices";

type ChangeFieldsProps = {
  form: AppForm<z.input<typeof priceChange>, z.output<typeof priceChange>>;
  books: readonly BookDto[];
};

/** Which prices, by how much, from which day. */
export function ChangeFields({ form, books }: ChangeFieldsProps) {
  const t = useTranslations("catalog");
  const { categories } = useCatalogChoices();
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <SelectField
        form={form}
        name="priceBookId"
        label={t("book")}
        options={books.map(({ id, name, currency }) => ({
          value: id,
          label: `${name} (${currency})`,
        }))}
      />
      <DateField form={form} name="validFrom" label={t("validFrom")} />
      <SelectField
        form={form}
        name="by"
        label={t("by")}
        options={(["percent", "amount"] as const).map((value) => ({
          value,
          label: t(`byWays.${value}`),
        }))}
      />
      <TextField
        form={form}
        name="value"
        label={t("value")}
        hint={t("valueHint")}
        inputMode="text"
        autoComplete="off"
      />
      <SelectField
        form={form}
        name="rounding"
        label={t("rounding")}
        options={PRICE_ROUNDINGS.map((value) => ({
          value,
          label:
            value === "none"
              ? t("roundNone")
              : value === "x.90"
                ? t("roundEnding")
                : t("roundTo", { step: value }),
        }))}
      />
      <SelectField
        form={form}
        name="kind"
        label={t("kindLabel")}
        placeholder={t("everyKind")}
        options={ITEM_KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
      />
      <SelectField
        form={form}
        name="category"
        label={t("category")}
        placeholder={t("everyCategory")}
        options={categories}
      />
      <SwitchField
        form={form}
        name="belowFloor"
        label={t("belowFloor")}
        hint={t("belowFloorMany")}
      />
    </div>
  );
}
