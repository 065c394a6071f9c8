"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { z } from "zod";
import { useTRPC } from "@/app/_trpc/client";
import { Form } from "@/app/_ui/patterns/form/form";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Button } from "@/app/_ui/primitives/button";
import { Notice } from "@/app/_ui/primitives/notice";

const fields = z.object({ password: z.string().min(1).max(256) });
type Fields = z.output<typeof fields>;

/** A new password; afterwards one signs in with it, second step included. */
export function ResetForm({ token }: { token: string }) {
  const t = useTranslations("invitation");
  const reset = useMutation(useTRPC().people.resetPassword.mutationOptions());
  const form = useAppForm<Fields, Fields>({ schema: fields, defaultValues: { password: "" } });
  if (reset.isSuccess)
    return (
      <div className="space-y-4">
        <Notice tone="ok">{t("resetDone")}</Notice>
        <Button asChild variant="primary">
          <a href="/sign-in">{t("backToSignIn")}</a>
        </Button>
      </div>
    );
  return (
    <Form
      form={form}
      unguarded
      submitLabel={t("resetSave")}
      onSubmit={(values) => reset.mutateAsync({ token, ...values })}
    >
      <TextField
        form={form}
        name="password"
        type="password"
        label={t("newPassword")}
        hint={t("newPasswordHint")}
        autoComplete="new-password"
      />
    </Form>
  );
}
