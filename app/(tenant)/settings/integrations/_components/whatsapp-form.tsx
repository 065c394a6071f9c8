"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { Form } from "@/app/_ui/patterns/form/form";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Dialog } from "@/app/_ui/primitives/dialog";
import {
  connectWhatsappInput,
  type WhatsappDto,
} from "@/server/modules/notifications/policy-schema";

type WhatsappFormProps = { account: WhatsappDto | undefined; onClose: () => void };

/** What Meta's panel says of the number; secrets are typed, never shown again. */
export function WhatsappForm({ account, onClose }: WhatsappFormProps) {
  const t = useTranslations("integrations.whatsapp");
  const api = useTRPC();
  const cache = useQueryClient();
  const connect = useMutation(api.notifications.connectWhatsapp.mutationOptions());
  const form = useAppForm({
    schema: connectWhatsappInput,
    defaultValues: {
      ...(account && { integrationId: account.id }),
      name: account?.name ?? "WhatsApp",
      phoneNumberId: account?.phoneNumberId ?? "",
      businessAccountId: account?.businessAccountId ?? "",
      ...{ accessToken: "", appSecret: "", verifyToken: "" },
    },
  });
  const secret = { form, type: "password", autoComplete: "off", spellCheck: false } as const;
  const hint = account ? t("keep") : undefined;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={account ? t("edit") : `${t("connect")} ${t("title")}`}
    >
      <Form
        form={form}
        unguarded
        submitLabel={t("save")}
        onCancel={onClose}
        onSubmit={async (values) => {
          await connect.mutateAsync(values);
          await cache.invalidateQueries(api.notifications.listWhatsapp.pathFilter());
          await cache.invalidateQueries(api.integrations.pathFilter());
          onClose();
        }}
      >
        <TextField form={form} name="name" label={t("name")} />
        <TextField
          form={form}
          name="phoneNumberId"
          label={t("phoneNumberId")}
          inputMode="numeric"
        />
        <TextField
          form={form}
          name="businessAccountId"
          label={t("businessAccountId")}
          inputMode="numeric"
        />
        <TextField
          {...secret}
          name="accessToken"
          label={t("accessToken")}
          {...(hint && { hint })}
        />
        <TextField {...secret} name="appSecret" label={t("appSecret")} {...(hint && { hint })} />
        <TextField
          {...secret}
          name="verifyToken"
          label={t("verifyToken")}
          hint={[t("verifyHint"), hint].filter(Boolean).join(" ")}
        />
      </Form>
    </Dialog>
  );
}
