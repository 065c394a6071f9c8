"use client";

import { type FieldPath, type FieldValues, useController } from "react-hook-form";
import type { AppForm } from "./use-app-form";
import { useFieldMessage } from "./field-message";
import { useFormLabel } from "./form-labels";

/** What every field takes: its form, its path in it, and its words. */
export type FieldProps<V extends FieldValues, T> = {
  form: AppForm<V, T>;
  name: FieldPath<V>;
  label: string;
  hint?: string;
  /** Says "optional" beside the label. */
  optional?: boolean;
};

/** Ties a control to its path: value, change, blur, and what is wrong in the person's words. */
export function useField<V extends FieldValues, T>({
  form,
  name,
  label,
}: Pick<FieldProps<V, T>, "form" | "name" | "label">) {
  const { field, fieldState } = useController({ control: form.control, name });
  const message = useFieldMessage();
  useFormLabel(name, label);
  return { field, error: message(fieldState.error?.message ?? fieldState.error?.root?.message) };
}
