"use client";

import type { FieldValues } from "react-hook-form";
import { Select } from "@/app/_ui/primitives/input";
import { FormField } from "../form-field";
import { type FieldProps, useField } from "./use-field";

type SelectFieldProps<V extends FieldValues, T> = FieldProps<V, T> & {
  options: readonly { value: string; label: string }[];
  /** Text of the empty choice; absent: there is none. */
  placeholder?: string;
  disabled?: boolean;
};

/** One of a few, by the browser's own list. More than twenty: take a combobox. */
export function SelectField<V extends FieldValues, T>(props: SelectFieldProps<V, T>) {
  const { form, name, label, hint, optional, options, placeholder, disabled } = props;
  const { field, error } = useField({ form, name, label });
  return (
    <FormField label={label} hint={hint} optional={optional} error={error}>
      {(control) => (
        <Select {...control} {...field} value={field.value ?? ""} disabled={disabled}>
          {placeholder !== undefined && <option value="">{placeholder}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </Select>
      )}
    </FormField>
  );
}
