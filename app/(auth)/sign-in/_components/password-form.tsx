"use client";

import { useTranslations } from "next-intl";
import { useCall } from "@/app/_trpc/use-call";
import { visitorApi } from "@/app/_trpc/visitor-api";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { FormField } from "@/app/_ui/patterns/form-field";
import { Button } from "@/app/_ui/primitives/button";
import { Input } from "@/app/_ui/primitives/input";
import type { SignInAnswer } from "@/server/modules/auth/sign-in/schema";

/** E-mail and password. */
export function PasswordForm({ onAnswer }: { onAnswer: (answer: SignInAnswer) => Promise<void> }) {
  const t = useTranslations("signIn");
  const call = useCall();
  const submit = (form: FormData) =>
    call.run(async () => {
      const email = String(form.get("email"));
      const password = String(form.get("password"));
      await onAnswer(await visitorApi.auth.signInWithPassword.mutate({ email, password }));
    });
  return (
    <form
      className="space-y-4"
      // Should the script be late, the password still must not end up in an address.
      method="post"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(new FormData(event.currentTarget));
      }}
    >
      {call.error !== null && <ErrorNotice error={call.error} />}
      <FormField label={t("email")}>
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            autoComplete="username"
            required
            maxLength={254}
          />
        )}
      </FormField>
      <FormField label={t("password")}>
        {(control) => (
          <Input
            {...control}
            name="password"
            type="password"
            autoComplete="current-password"
            required
            maxLength={256}
          />
        )}
      </FormField>
      <Button type="submit" variant="primary" className="h-10 w-full" disabled={call.busy}>
        {call.busy ? t("entering") : t("enter")}
      </Button>
      <p className="text-center">
        <a href="/forgot-password" className="text-brand-text underline underline-offset-4">
          {t("forgot")}
        </a>
      </p>
    </form>
  );
}
