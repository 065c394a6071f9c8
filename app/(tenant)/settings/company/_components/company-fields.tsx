"use client";

import { useLocale, useTranslations } from "next-intl";
import { useWatch } from "react-hook-form";
import type { ReactNode } from "react";
import { ComboboxField } from "@/app/_ui/patterns/form/combobox-field";
import { PhoneField } from "@/app/_ui/patterns/form/phone-field";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import type { AppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Card } from "@/app/_ui/primitives/card";
import { COUNTRIES } from "@/server/modules/tenants/rules/places";
import type { CompanyOutput, CompanyValues } from "./company-form";

type CompanyFieldsProps = { form: AppForm<CompanyValues, CompanyOutput>; country: string };

/** What each country calls its tax id; elsewhere it has the plain name. */
const TAX_IDS = ["PE", "AR", "BR", "CL", "CO", "MX"] as const;
const isTaxCountry = (country: string): country is (typeof TAX_IDS)[number] =>
  (TAX_IDS as readonly string[]).includes(country);

/** The form's fields in three groups. */
export function CompanyFields({ form, country }: CompanyFieldsProps) {
  const t = useTranslations("settings.company");
  const chosen = useWatch({ control: form.control, name: "country" }) ?? country;
  const tax = isTaxCountry(chosen) ? chosen : "other";
  return (
    <>
      <Group title={t("names")}>
        <TextField form={form} name="name" label={t("name")} hint={t("nameHint")} maxLength={80} />
        <TextField form={form} name="legalName" label={t("legalName")} maxLength={160} optional />
        <TextField
          form={form}
          name="taxId"
          label={t(`taxId.${tax}.label`)}
          hint={t(`taxId.${tax}.hint`)}
          maxLength={30}
          optional
        />
        <TextField form={form} name="address" label={t("address")} maxLength={240} optional />
        <PhoneField form={form} name="phone" label={t("phone")} country={chosen} optional />
        <TextField
          form={form}
          name="supportEmail"
          type="email"
          label={t("supportEmail")}
          hint={t("supportEmailHint")}
          optional
        />
      </Group>
      <Group title={t("place")}>
        <PlaceFields form={form} />
      </Group>
      <Group title={t("sender")} text={t("senderText")}>
        <TextField form={form} name="senderName" label={t("senderName")} maxLength={80} optional />
        <TextField form={form} name="replyTo" type="email" label={t("replyTo")} optional />
      </Group>
    </>
  );
}

function PlaceFields({ form }: Pick<CompanyFieldsProps, "form">) {
  const t = useTranslations("settings.company");
  const language = useLocale();
  const regions = new Intl.DisplayNames(language, { type: "region" });
  const currencies = new Intl.DisplayNames(language, { type: "currency" });
  return (
    <>
      <ComboboxField
        form={form}
        name="country"
        label={t("country")}
        options={COUNTRIES.map((code) => ({ value: code, label: regions.of(code) ?? code }))}
      />
      <ComboboxField
        form={form}
        name="timeZone"
        label={t("timeZone")}
        hint={t("timeZoneHint")}
        options={Intl.supportedValuesOf("timeZone").map((zone) => ({
          value: zone,
          label: zone.replaceAll("_", " "),
        }))}
      />
      <ComboboxField
        form={form}
        name="currency"
        label={t("currency")}
        options={Intl.supportedValuesOf("currency").map((code) => ({
          value: code,
          label: `${code} · ${currencies.of(code) ?? code}`,
        }))}
      />
      <SelectField
        form={form}
        name="locale"
        label={t("language")}
        hint={t("languageHint")}
        options={(["es", "en", "pt"] as const).map((value) => ({
          value,
          label: t(`languages.${value}`),
        }))}
      />
    </>
  );
}

function Group({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  return (
    <Card className="p-5">
      <h2 className="text-base font-semibold">{title}</h2>
      {text && <p className="mt-1 text-muted">{text}</p>}
      <div className="mt-4 grid items-start gap-4 xl:grid-cols-2">{children}</div>
    </Card>
  );
}
