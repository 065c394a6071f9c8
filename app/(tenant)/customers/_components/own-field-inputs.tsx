"use client";

import { useTranslations } from "next-intl";
import { DateField } from "@/app/_ui/patterns/form/date-field";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import type { AppForm } from "@/app/_ui/patterns/form/use-app-form";
import type { CustomFieldDto } from "@/server/modules/crm/rules/fields-schema";
import type { CustomerForm } from "@/server/modules/crm/schema";
import type { CustomerFormInput } from "./customer-form";

type Form = AppForm<CustomerFormInput, CustomerForm>;

/** The tenant's own fields, each by its type. */
export function OwnFieldInputs({
  form,
  fields,
}: {
  form: Form;
  fields: readonly CustomFieldDto[];
}) {
  const t = useTranslations("customers");
  if (fields.length === 0) return null;
  return (
    <fieldset className="space-y-4 rounded-card border border-subtle p-3">
      <legend className="px-1 font-medium">{t("ownFields")}</legend>
      {fields.map((field) => (
        <OwnFieldInput key={field.id} form={form} field={field} />
      ))}
    </fieldset>
  );
}

function OwnFieldInput({ form, field }: { form: Form; field: CustomFieldDto }) {
  const t = useTranslations("table");
  const shared = {
    form,
    name: `custom.${field.key}` as const,
    label: field.label,
    ...(!field.required && { optional: true }),
  };
  switch (field.type) {
    case "date":
      return <DateField {...shared} />;
    case "boolean":
      return (
        <SelectField
          {...shared}
          placeholder="—"
          options={[
            { value: "yes", label: t("yes") },
            { value: "no", label: t("no") },
          ]}
        />
      );
    case "choice":
      return (
        <SelectField
          {...shared}
          placeholder="—"
          options={field.options.map((value) => ({ value, label: value }))}
        />
      );
    case "number":
      return <TextField {...shared} inputMode="decimal" maxLength={30} />;
    case "url":
      return <TextField {...shared} type="url" maxLength={2_000} placeholder="https://" />;
    case "text":
      return <TextField {...shared} maxLength={2_000} />;
    default:
      return field.type satisfies never;
  }
}

/** What the inputs begin with: texts, empty where there is nothing. */
export function ownValues(
  fields: readonly CustomFieldDto[],
  custom: Readonly<Record<string, unknown>> = {},
): Record<string, string> {
  const written = (value: unknown) => {
    if (value === true) return "yes";
    if (value === false) return "no";
    return value === null || value === undefined ? "" : String(value as string | number);
  };
  return Object.fromEntries(fields.map(({ key }) => [key, written(custom[key])]));
}
