"use client";

import { useTranslations } from "next-intl";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Button } from "@/app/_ui/primitives/button";
import { Input } from "@/app/_ui/primitives/input";

type CodeFormProps = {
  /** Where the code went. */
  text: string;
  busy: boolean;
  error: string | undefined;
  onCode: (code: string) => void;
  onAgain: () => void;
  onOther: () => void;
};

/** Six digits; phones offer them from the message by themselves. */
export function CodeForm({ text, busy, error, onCode, onAgain, onOther }: CodeFormProps) {
  const t = useTranslations("portal");
  return (
    <form
      method="post"
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        onCode(String(new FormData(event.currentTarget).get("code")).replace(/\D/g, ""));
      }}
    >
      <p aria-live="polite">{text}</p>
      <FormField label={t("code")} hint={t("codeHint")} error={error}>
        {(control) => (
          <Input
            {...control}
            // oxlint-disable-next-line jsx-a11y/no-autofocus -- the one field of the step that the person has just asked for
            autoFocus
            name="code"
            autoComplete="one-time-code"
            inputMode="numeric"
            pattern="\s*(\d\s*){6}"
            title={t("codeShape")}
            required
            maxLength={12}
            className="h-12 text-center text-xl font-semibold tracking-[0.3em] tabular-nums"
          />
        )}
      </FormField>
      <Button type="submit" variant="primary" className="h-11 w-full text-base" disabled={busy}>
        {t("enter")}
      </Button>
      <div className="flex flex-wrap justify-between gap-2">
        <Button variant="link" onClick={onAgain} disabled={busy}>
          {t("sendAgain")}
        </Button>
        <Button variant="link" onClick={onOther} disabled={busy}>
          {t("otherAddress")}
        </Button>
      </div>
    </form>
  );
}
