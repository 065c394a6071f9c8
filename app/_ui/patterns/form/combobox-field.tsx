"use client";

import type { FieldValues } from "react-hook-form";
import { Combobox, type ComboboxOption } from "../combobox";
import { FormField } from "../form-field";
import { type FieldProps, useField } from "./use-field";

type ComboboxFieldProps<V extends FieldValues, T> = FieldProps<V, T> & {
  options: readonly ComboboxOption[];
  onSearch?: (text: string) => void;
  placeholder?: string;
  disabled?: boolean;
};

/** One of many, found by typing; its value is the option's, or null. */
export function ComboboxField<V extends FieldValues, T>(props: ComboboxFieldProps<V, T>) {
  const { form, name, label, hint, optional, ...combobox } = props;
  const { field, error } = useField({ form, name, label });
  return (
    <FormField label={label} hint={hint} optional={optional} error={error}>
      {(control) => (
        <Combobox
          {...combobox}
          {...control}
          ref={field.ref}
          value={(field.value as string | null | undefined) ?? null}
          onChoose={field.onChange}
          onBlur={field.onBlur}
        />
      )}
    </FormField>
  );
}
