"use client";

import { useId } from "react";
import type { FieldValues } from "react-hook-form";
import { Switch } from "@/app/_ui/primitives/switch";
import { type FieldProps, useField } from "./use-field";

/** On or off, with its words at the left: the whole row is the target. */
export function SwitchField<V extends FieldValues, T>(
  props: Omit<FieldProps<V, T>, "optional"> & { disabled?: boolean },
) {
  const { form, name, label, hint, disabled } = props;
  const { field, error } = useField({ form, name, label });
  const id = useId();
  const { value, ...rest } = field;
  return (
    <div className="flex items-start justify-between gap-4">
      <label htmlFor={id} className="min-w-0 flex-1 cursor-pointer">
        <span className="block font-medium">{label}</span>
        {hint && (
          <span id={`${id}-hint`} className="block text-[0.8125rem] text-muted">
            {hint}
          </span>
        )}
        {error && (
          <span id={`${id}-error`} className="block text-[0.8125rem] text-bad">
            {error}
          </span>
        )}
      </label>
      <Switch
        id={id}
        checked={value === true}
        disabled={disabled}
        aria-label={label}
        aria-invalid={error ? true : undefined}
        aria-describedby={
          [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined
        }
        {...rest}
      />
    </div>
  );
}
