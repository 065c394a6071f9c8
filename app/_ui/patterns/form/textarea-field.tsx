"use client";

import type { ComponentProps } from "react";
import type { FieldValues } from "react-hook-form";
import { Textarea } from "@/app/_ui/primitives/input";
import { FormField } from "../form-field";
import { type FieldProps, useField } from "./use-field";

type TextareaFieldProps<V extends FieldValues, T> = FieldProps<V, T> &
  Pick<ComponentProps<"textarea">, "rows" | "maxLength" | "placeholder" | "disabled">;

/** Several lines of text. */
export function TextareaField<V extends FieldValues, T>(props: TextareaFieldProps<V, T>) {
  const { form, name, label, hint, optional, ...area } = props;
  const { field, error } = useField({ form, name, label });
  return (
    <FormField label={label} hint={hint} optional={optional} error={error}>
      {(control) => <Textarea {...area} {...control} {...field} value={field.value ?? ""} />}
    </FormField>
  );
}
