"use client";

import { useLocale, useTranslations } from "next-intl";
import { useCall } from "@/app/_trpc/use-call";
import { visitorApi } from "@/app/_trpc/visitor-api";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Button } from "@/app/_ui/primitives/button";
import { Input } from "@/app/_ui/primitives/input";
import type { StepProps } from "./wizard";

/** Where the code goes. */
export function EmailStep({ state, change }: StepProps) {
  const t = useTranslations("signUp");
  const locale = useLocale();
  const call = useCall();
  const start = (email: string) =>
    call.run(async () => {
      const { token } = await visitorApi.signUp.start.mutate({ email, locale });
      change({ token, email, step: "code" });
    });
  return (
    <form
      className="space-y-4"
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        void start(String(new FormData(event.currentTarget).get("email")).trim());
      }}
    >
      <p className="text-muted">{t("emailText")}</p>
      {call.error !== null && <ErrorNotice error={call.error} />}
      <FormField label={t("email")} error={call.fieldError("email")}>
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
      <Button type="submit" variant="primary" className="h-11 w-full" disabled={call.busy}>
        {t("sendCode")}
      </Button>
    </form>
  );
}
