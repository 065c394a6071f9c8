"use client";

import { FormField } from "@/app/_ui/patterns/form-field";
import { Input } from "@/app/_ui/primitives/input";

type CodeFieldProps = { label: string; hint?: string; error?: string | undefined; words?: boolean };

/** A code to copy from a phone or from paper; digits bring the number pad. */
export function CodeField({ label, hint, error, words }: CodeFieldProps) {
  return (
    <FormField label={label} hint={hint} error={error}>
      {(control) => (
        <Input
          {...control}
          name="code"
          className="h-11 text-center font-mono text-lg tracking-widest sm:text-lg"
          inputMode={words ? "text" : "numeric"}
          autoComplete={words ? "off" : "one-time-code"}
          autoCapitalize="none"
          spellCheck={false}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the step has this one field, and the person has just asked for it
          autoFocus
          required
          minLength={6}
          maxLength={20}
        />
      )}
    </FormField>
  );
}
