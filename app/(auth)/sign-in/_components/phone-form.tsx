"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useCall } from "@/app/_trpc/use-call";
import { visitorApi } from "@/app/_trpc/visitor-api";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Button } from "@/app/_ui/primitives/button";
import { Input } from "@/app/_ui/primitives/input";
import type { SignInAnswer } from "@/server/modules/auth/sign-in/schema";
import { CodeField } from "./code-field";

type Sent = { codeId: string; phone: string };

/** A phone's number, then the code that was sent to it. */
export function PhoneForm({ onAnswer }: { onAnswer: (answer: SignInAnswer) => Promise<void> }) {
  const t = useTranslations("signIn");
  const call = useCall();
  const [sent, setSent] = useState<Sent>();
  const send = (phone: string) =>
    call.run(async () => {
      const { codeId } = await visitorApi.auth.requestPhoneCode.mutate({ phone });
      setSent({ codeId, phone });
    });
  const check = (code: string, { codeId }: Sent) =>
    call.run(async () => {
      await onAnswer(await visitorApi.auth.signInWithPhoneCode.mutate({ codeId, code }));
    });
  return (
    <form
      className="space-y-4"
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        void (sent ? check(String(form.get("code")), sent) : send(String(form.get("phone"))));
      }}
    >
      {call.error !== null && <ErrorNotice error={call.error} />}
      {sent ? (
        <CodeField
          key="code"
          label={t("code")}
          hint={t("phoneSent", { phone: sent.phone })}
          error={call.fieldError("code")}
        />
      ) : (
        <FormField label={t("phone")} hint={t("phoneHint")} error={call.fieldError("phone")}>
          {(control) => (
            <Input
              {...control}
              name="phone"
              type="tel"
              autoComplete="tel"
              required
              maxLength={30}
            />
          )}
        </FormField>
      )}
      <Button type="submit" variant="primary" className="h-10 w-full" disabled={call.busy}>
        {call.busy ? t("entering") : sent ? t("enter") : t("sendCode")}
      </Button>
      {sent && (
        <Button
          variant="quiet"
          className="w-full"
          onClick={() => {
            call.forget();
            setSent(undefined);
          }}
        >
          {t("otherPhone")}
        </Button>
      )}
    </form>
  );
}
