"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFieldArray } from "react-hook-form";
import { useTRPC } from "@/app/_trpc/client";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { Button } from "@/app/_ui/primitives/button";
import type { ItemFormHandle } from "./item-form-types";

/** What is inside a bundle: items with how many of each. */
export function PartsField({ form, itemId }: { form: ItemFormHandle; itemId: string | undefined }) {
  const t = useTranslations("catalog");
  const api = useTRPC();
  const items = useQuery(api.catalog.list.queryOptions({ limit: 200 }));
  const { fields, append, remove } = useFieldArray({ control: form.control, name: "parts" });
  const options = (items.data?.items ?? [])
    .filter(({ id, kind }) => id !== itemId && kind !== "bundle")
    .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <fieldset className="space-y-3">
      <legend className="font-medium">{t("parts")}</legend>
      {fields.map((field, index) => (
        <div key={field.id} className="grid grid-cols-[minmax(0,1fr)_5.5rem_auto] items-end gap-2">
          <SelectField
            form={form}
            name={`parts.${index}.itemId`}
            label={t("part")}
            placeholder={t("choose")}
            options={options}
          />
          <TextField
            form={form}
            name={`parts.${index}.quantity`}
            label={t("quantity")}
            inputMode="decimal"
          />
          <Button aria-label={t("removePart")} onClick={() => remove(index)}>
            <X aria-hidden />
          </Button>
        </div>
      ))}
      <Button size="sm" onClick={() => append({ itemId: "", quantity: "1" })}>
        <Plus aria-hidden />
        {t("addPart")}
      </Button>
    </fieldset>
  );
}
