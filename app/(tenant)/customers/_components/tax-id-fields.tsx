"use client";

import { useLocale, useTranslations } from "next-intl";
import { useEffect } from "react";
import { useWatch } from "react-hook-form";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import type { AppForm } from "@/app/_ui/patterns/form/use-app-form";
import { TAX_COUNTRIES, taxIdKinds } from "@/server/kernel/tax-id";
import type { CustomerForm } from "@/server/modules/crm/schema";
import type { CustomerFormInput } from "./customer-form";

/** Country, kind and number of a tax id; what is wrong with it is said beside the number. */
export function TaxIdFields({ form }: { form: AppForm<CustomerFormInput, CustomerForm> }) {
  const t = useTranslations("customers");
  const names = new Intl.DisplayNames(useLocale(), { type: "region" });
  const [country = "", kind = ""] = useWatch({
    control: form.control,
    name: ["taxCountry", "taxIdKind"],
  });
  const kinds = taxIdKinds(country);
  const fits = kinds.includes(kind);
  useEffect(() => {
    if (!fits) form.setValue("taxIdKind", kinds[0] ?? "");
  }, [fits, form, kinds]);
  const countries = [...new Set([...TAX_COUNTRIES, country].filter(Boolean))];
  return (
    <fieldset className="space-y-4 rounded-card border border-subtle p-3">
      <legend className="px-1 font-medium">{t("taxId")}</legend>
      <div className="grid gap-3 sm:grid-cols-2">
        <SelectField
          form={form}
          name="taxCountry"
          label={t("taxCountry")}
          options={countries.map((value) => ({ value, label: names.of(value) ?? value }))}
        />
        <SelectField
          form={form}
          name="taxIdKind"
          label={t("taxIdKind")}
          options={kinds.map((value) => ({ value, label: kindWords(t, value) }))}
        />
      </div>
      <TextField form={form} name="taxId" label={t("taxIdNumber")} maxLength={40} optional />
    </fieldset>
  );
}

/** Names of the authorities stay as they are; the two that every country has are said in the reader's words. */
export function kindWords(t: (key: "passport" | "taxIdOther") => string, kind: string): string {
  if (kind === "passport") return t("passport");
  return kind === "taxId" ? t("taxIdOther") : kind;
}
