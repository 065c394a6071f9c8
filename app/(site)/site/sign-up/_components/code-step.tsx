"use client";

import { useTranslations } from "next-intl";
import { useCall } from "@/app/_trpc/use-call";
import { visitorApi } from "@/app/_trpc/visitor-api";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Button } from "@/app/_ui/primitives/button";
import { Input } from "@/app/_ui/primitives/input";
import type { StepProps } from "./wizard";

/** The six digits from the mailbox. */
export function CodeStep({ state, change }: StepProps) {
  const t = useTranslations("signUp");
  const call = useCall();
  const verify = (code: string) =>
    call.run(async () => {
      const { known } = await visitorApi.signUp.verify.mutate({ token: state.token, code });
      change({ known, step: "company" });
    });
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        void verify(String(new FormData(event.currentTarget).get("code")));
      }}
    >
      <p className="break-words text-muted">{t("codeText", { email: state.email })}</p>
      {call.error !== null && <ErrorNotice error={call.error} />}
      <FormField label={t("code")} error={call.fieldError("code")}>
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
      <Button type="submit" variant="primary" className="h-11 w-full" disabled={call.busy}>
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
