"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import type { FieldValues } from "react-hook-form";
import { callingCodes, joinPhone, splitPhone } from "@/app/_ui/phone/calling-codes";
import { Input, Select } from "@/app/_ui/primitives/input";
import { FormField } from "../form-field";
import { type FieldProps, useField } from "./use-field";

type PhoneFieldProps<V extends FieldValues, T> = FieldProps<V, T> & {
  /** Country that is assumed (ISO 3166-1 alpha-2): the tenant's. */
  country: string;
  disabled?: boolean;
};

/** A phone number; its value is E.164 (`+51987654321`) or empty. Checked against the country's plan when left. */
export function PhoneField<V extends FieldValues, T>(props: PhoneFieldProps<V, T>) {
  const { form, name, label, hint, optional, disabled } = props;
  const t = useTranslations("patterns.phone");
  const { field, error } = useField({ form, name, label });
  const value = typeof field.value === "string" ? field.value : "";
  const [chosen, setChosen] = useState<string>();
  const { country, national } = splitPhone(value, chosen ?? props.country);
  const names = new Intl.DisplayNames(useLocale(), { type: "region" });
  const [doubt, setDoubt] = useState(false);
  const check = async () => {
    field.onBlur();
    setDoubt(value !== "" && !(await isPossible(value)));
  };
  return (
    <FormField
      label={label}
      hint={hint}
      optional={optional}
      error={error ?? (doubt ? t("invalid", { country: names.of(country) ?? country }) : undefined)}
    >
      {(control) => (
        <span className="flex gap-2 sm:max-w-sm">
          <Select
            aria-label={`${label}: ${t("country")}`}
            disabled={disabled}
            className="w-32 shrink-0 sm:w-28"
            value={country}
            onChange={({ target }) => {
              setChosen(target.value);
              field.onChange(joinPhone(target.value, national));
            }}
          >
            {Object.entries(callingCodes).map(([code, prefix]) => (
              <option key={code} value={code}>
                {code} +{prefix}
              </option>
            ))}
          </Select>
          <Input
            {...control}
            name={field.name}
            ref={field.ref}
            type="tel"
            autoComplete="tel-national"
            disabled={disabled}
            value={national}
            onChange={({ target }) => {
              setDoubt(false);
              field.onChange(joinPhone(country, target.value));
            }}
            onBlur={() => void check()}
          />
        </span>
      )}
    </FormField>
  );
}

/** By the countries' number plans; they are heavy, so they come when the first number is typed. */
async function isPossible(value: string): Promise<boolean> {
  const { default: parse } = await import("libphonenumber-js/min");
  return parse(value)?.isValid() ?? false;
}
