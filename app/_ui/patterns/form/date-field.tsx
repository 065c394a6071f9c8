"use client";

import type { FieldValues } from "react-hook-form";
import { Input } from "@/app/_ui/primitives/input";
import { FormField } from "../form-field";
import { type FieldProps, useField } from "./use-field";

type DateFieldProps<V extends FieldValues, T> = FieldProps<V, T> & {
  /** `YYYY-MM-DD`, inclusive. */
  min?: string;
  max?: string;
  disabled?: boolean;
};

/** A day (`YYYY-MM-DD`, no zone), by the browser's own picker: every phone's best, and read by every screen reader. */
export function DateField<V extends FieldValues, T>(props: DateFieldProps<V, T>) {
  const { form, name, label, hint, optional, ...input } = props;
  const { field, error } = useField({ form, name, label });
  return (
    <FormField label={label} hint={hint} optional={optional} error={error}>
      {(control) => (
        <Input
          {...input}
          {...control}
          {...field}
          type="date"
          value={field.value ?? ""}
          className="sm:w-44"
        />
      )}
    </FormField>
  );
}
