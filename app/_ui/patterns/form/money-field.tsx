"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import type { FieldValues } from "react-hook-form";
import { minorDigits, moneyLocale } from "@/app/_ui/money/money-locale";
import { parseMoney } from "@/app/_ui/money/parse-money";
import { Input } from "@/app/_ui/primitives/input";
import { FormField } from "../form-field";
import { type FieldProps, useField } from "./use-field";

type MoneyFieldProps<V extends FieldValues, T> = FieldProps<V, T> & {
  currency: string;
  disabled?: boolean;
};

/** An amount; its value is minor units, or null while there is none. Points and commas are read as people write them. */
export function MoneyField<V extends FieldValues, T>(props: MoneyFieldProps<V, T>) {
  const { form, name, label, hint, optional, currency, disabled } = props;
  const t = useTranslations("patterns.money");
  const { field, error } = useField({ form, name, label });
  const write = useWrite(currency);
  const [typed, setTyped] = useState<string | null>(null);
  const value = field.value as number | null | undefined;
  const unread = typed !== null && typed.trim() !== "" && parseMoney(typed, currency) === null;
  return (
    <FormField
      label={label}
      hint={hint}
      optional={optional}
      error={unread && error ? t("invalid", { example: write(125_050) }) : error}
    >
      {(control) => (
        <span className="relative block sm:w-52">
          <span
            aria-hidden
            className="pointer-events-none absolute inset-y-0 left-3 flex items-center text-muted"
          >
            {currency}
          </span>
          <Input
            {...control}
            name={field.name}
            ref={field.ref}
            inputMode="decimal"
            autoComplete="off"
            disabled={disabled}
            className="pl-13 text-right tabular-nums"
            value={typed ?? (typeof value === "number" ? write(value) : "")}
            onChange={({ target }) => {
              setTyped(target.value);
              field.onChange(parseMoney(target.value, currency));
            }}
            onBlur={() => {
              // What could not be read stays to be seen and corrected.
              if (!unread) setTyped(null);
              field.onBlur();
            }}
          />
        </span>
      )}
    </FormField>
  );
}

function useWrite(currency: string): (minor: number) => string {
  const locale = useLocale();
  const digits = minorDigits(currency);
  const format = new Intl.NumberFormat(moneyLocale(locale, currency), {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return (minor) => format.format(minor / 10 ** digits);
}
