"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { z } from "zod";
import { useTRPC } from "@/app/_trpc/client";
import { Form } from "@/app/_ui/patterns/form/form";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Notice } from "@/app/_ui/primitives/notice";
import { forgotPasswordInput } from "@/server/modules/people/schema";

type Fields = z.output<typeof forgotPasswordInput>;

/** Asks for the link; the answer is the same whoever has the address. */
export function ForgotForm() {
  const t = useTranslations("invitation");
  const ask = useMutation(useTRPC().people.requestPasswordReset.mutationOptions());
  const form = useAppForm<Fields, Fields>({
    schema: forgotPasswordInput,
    defaultValues: { email: "" },
  });
  if (ask.isSuccess) return <Notice tone="ok">{t("forgotSent")}</Notice>;
  return (
    <>
      <p className="mb-4 text-muted">{t("forgotText")}</p>
      <Form
        form={form}
        unguarded
        submitLabel={t("forgotSend")}
        onSubmit={(values) => ask.mutateAsync(values)}
      >
        <TextField
          form={form}
          name="email"
          type="email"
          label={t("email")}
          autoComplete="username"
          spellCheck={false}
        />
      </Form>
      <p className="mt-4">
        <a href="/sign-in" className="text-brand-text underline underline-offset-4">
          {t("backToSignIn")}
        </a>
      </p>
    </>
  );
}
