"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { z } from "zod";
import { useTRPC } from "@/app/_trpc/client";
import { redeemTicket } from "@/app/_trpc/redeem-ticket";
import { Form } from "@/app/_ui/patterns/form/form";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import type { ShownInvitationDto } from "@/server/modules/people/schema";

type AcceptFormProps = { token: string; name: string; asked: ShownInvitationDto["password"] };

const fields = z.object({
  name: z.string().trim().min(1).max(80),
  password: z.string().max(256),
});
type Fields = z.output<typeof fields>;

/** Name and, where one is asked for, a password; then in, or on to the second step. */
export function AcceptForm({ token, name, asked }: AcceptFormProps) {
  const t = useTranslations("invitation");
  const accept = useMutation(useTRPC().people.acceptInvitation.mutationOptions());
  const form = useAppForm<Fields, Fields>({
    schema: fields,
    defaultValues: { name, password: "" },
  });
  const submit = async (values: Fields) => {
    const answer = await accept.mutateAsync({
      token,
      ...(asked !== "known" && { name: values.name }),
      ...(asked !== "none" && { password: values.password }),
    });
    if (answer.ticket) {
      await redeemTicket(answer.ticket);
      location.assign("/");
    } else
      location.assign(`/sign-in?challenge=${encodeURIComponent(answer.nextStep?.challenge ?? "")}`);
  };
  return (
    <Form form={form} unguarded submitLabel={t("accept")} onSubmit={submit}>
      {asked !== "known" && (
        <TextField form={form} name="name" label={t("name")} autoComplete="name" maxLength={80} />
      )}
      {asked !== "none" && (
        <TextField
          form={form}
          name="password"
          type="password"
          label={asked === "new" ? t("newPassword") : t("yourPassword")}
          hint={asked === "new" ? t("newPasswordHint") : t("yourPasswordHint")}
          autoComplete={asked === "new" ? "new-password" : "current-password"}
        />
      )}
      {asked === "none" && <p className="text-muted">{t("byCode")}</p>}
    </Form>
  );
}
