"use client";

import type { LucideIcon } from "lucide-react";
import { useId } from "react";
import type { FieldValues } from "react-hook-form";
import { type FieldProps, useField } from "./use-field";

type RadioCardsFieldProps<V extends FieldValues, T> = FieldProps<V, T> & {
  options: readonly { value: string; label: string; hint?: string; icon?: LucideIcon }[];
};

/** One of a few that need a sentence each; arrow keys move, as among any radio buttons. */
export function RadioCardsField<V extends FieldValues, T>(props: RadioCardsFieldProps<V, T>) {
  const { form, name, label, hint, options } = props;
  const { field, error } = useField({ form, name, label });
  const id = useId();
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ");
  return (
    <fieldset aria-describedby={described || undefined} className="space-y-1.5">
      <legend className="mb-1.5 font-medium">{label}</legend>
      <div className="grid gap-2 sm:grid-cols-[repeat(auto-fit,minmax(11rem,1fr))]">
        {options.map(({ value, label: name, hint: text, icon: Icon }, at) => (
          <label
            key={value}
            className="flex cursor-pointer items-start gap-2.5 rounded-card border border-field bg-surface p-3 hover:bg-raised has-checked:border-brand has-checked:bg-brand-soft has-checked:text-on-brand-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-ring"
          >
            <input
              type="radio"
              name={field.name}
              value={value}
              checked={field.value === value}
              onChange={() => field.onChange(value)}
              onBlur={field.onBlur}
              ref={at === 0 ? field.ref : undefined}
              className="mt-0.5 size-4 shrink-0 accent-(--brand) outline-none"
            />
            <span className="min-w-0 flex-1">
              <span className="flex items-center gap-1.5 font-medium">
                {Icon && <Icon aria-hidden className="size-4" />}
                {name}
              </span>
              {text && <span className="block text-[0.8125rem]">{text}</span>}
            </span>
          </label>
        ))}
      </div>
      {error && (
        <p id={`${id}-error`} className="text-[0.8125rem] text-bad">
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="text-[0.8125rem] text-muted">
          {hint}
        </p>
      )}
    </fieldset>
  );
}
