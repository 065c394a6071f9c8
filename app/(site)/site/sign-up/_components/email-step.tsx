"use client";

import { useMutation } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { fieldErrors } from "@/app/_ui/patterns/field-errors";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Button } from "@/app/_ui/primitives/button";
import { Input } from "@/app/_ui/primitives/input";
import type { StepProps } from "./wizard";

/** Where the code goes. */
export function EmailStep({ state, change }: StepProps) {
  const t = useTranslations("signUp");
  const locale = useLocale();
  const start = useMutation(useTRPC().signUp.start.mutationOptions());
  const submit = async (email: string) => {
    const { token } = await start.mutateAsync({ email, locale });
    change({ token, email, step: "code" });
  };
  const wrong = fieldErrors(start.error);
  return (
    <form
      className="space-y-4"
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        const email = String(new FormData(event.currentTarget).get("email")).trim();
        submit(email).catch(() => undefined);
      }}
    >
      <p className="text-muted">{t("emailText")}</p>
      {start.isError && !wrong.email && <ErrorNotice error={start.error} />}
      <FormField label={t("email")} error={wrong.email}>
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            autoComplete="email"
            defaultValue={state.email}
            required
            maxLength={254}
          />
        )}
      </FormField>
      <Button type="submit" variant="primary" className="h-11 w-full" disabled={start.isPending}>
        {t("sendCode")}
      </Button>
    </form>
  );
}
