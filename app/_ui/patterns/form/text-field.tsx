"use client";

import type { ComponentProps } from "react";
import type { FieldValues } from "react-hook-form";
import { Input } from "@/app/_ui/primitives/input";
import { FormField } from "../form-field";
import { type FieldProps, useField } from "./use-field";

type TextFieldProps<V extends FieldValues, T> = FieldProps<V, T> &
  Pick<
    ComponentProps<"input">,
    "type" | "autoComplete" | "inputMode" | "maxLength" | "placeholder" | "disabled" | "spellCheck"
  >;

/** One line of text: names, e-mails, addresses, secrets (`type="password"`, which no draft keeps). */
export function TextField<V extends FieldValues, T>(props: TextFieldProps<V, T>) {
  const { form, name, label, hint, optional, ...input } = props;
  const { field, error } = useField({ form, name, label });
  return (
    <FormField label={label} hint={hint} optional={optional} error={error}>
      {(control) => <Input {...input} {...control} {...field} value={field.value ?? ""} />}
    </FormField>
  );
}
