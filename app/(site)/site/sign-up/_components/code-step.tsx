"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { fieldErrors } from "@/app/_ui/patterns/field-errors";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Button } from "@/app/_ui/primitives/button";
import { Input } from "@/app/_ui/primitives/input";
import type { StepProps } from "./wizard";

/** The six digits from the mailbox. */
export function CodeStep({ state, change }: StepProps) {
  const t = useTranslations("signUp");
  const verify = useMutation(
    useTRPC().signUp.verify.mutationOptions({
      onSuccess: ({ known }) => change({ known, step: "company" }),
    }),
  );
  const wrong = fieldErrors(verify.error);
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        const code = String(new FormData(event.currentTarget).get("code"));
        verify.mutate({ token: state.token, code });
      }}
    >
      <p className="break-words text-muted">{t("codeText", { email: state.email })}</p>
      {verify.isError && !wrong.code && <ErrorNotice error={verify.error} />}
      <FormField label={t("code")} error={wrong.code}>
        {(control) => (
          <Input
            {...control}
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            required
            maxLength={9}
            className="text-center text-xl tracking-[0.3em] tabular-nums sm:text-xl"
          />
        )}
      </FormField>
      <Button type="submit" variant="primary" className="h-11 w-full" disabled={verify.isPending}>
        {t("next")}
      </Button>
      <p className="text-center">
        <Button variant="link" onClick={() => change({ step: "email", token: "" })}>
          {t("otherEmail")}
        </Button>
      </p>
    </form>
  );
}
