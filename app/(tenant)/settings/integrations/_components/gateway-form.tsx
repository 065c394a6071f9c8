"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { Form } from "@/app/_ui/patterns/form/form";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Dialog } from "@/app/_ui/primitives/dialog";
import {
  connectGatewayInput,
  type GatewayDto,
} from "@/server/modules/payments/gateways/gateway-schema";
import { CONNECTABLE, GATEWAY_FIELDS } from "@/server/modules/payments/rules/gateway-fields";

type GatewayFormProps = { gateway: GatewayDto | undefined; onClose: () => void };

/** The keys of the company's own account; they are typed, never shown again. */
export function GatewayForm({ gateway, onClose }: GatewayFormProps) {
  const t = useTranslations("integrations.gateways");
  const api = useTRPC();
  const cache = useQueryClient();
  const connect = useMutation(api.payments.connectGateway.mutationOptions());
  const known = CONNECTABLE.find((one) => one === gateway?.provider);
  const form = useAppForm({
    schema: connectGatewayInput,
    defaultValues: {
      ...(gateway && { integrationId: gateway.id }),
      ...{ provider: known ?? "mercadopago", name: gateway?.name ?? "" },
      ...{ mode: gateway?.mode ?? "live", secretKey: "", accessToken: "", webhookSecret: "" },
      ...{ publicKey: "", shopId: "", password: "", clientId: "", clientSecret: "", webhookId: "" },
      ...{ merchantId: "", user: "", ruc: "" },
    },
  });
  const provider = CONNECTABLE.find((one) => one === form.watch("provider")) ?? "mercadopago";
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(gateway ? "edit" : "connect")}
    >
      <Form
        form={form}
        unguarded
        submitLabel={t("save")}
        onCancel={onClose}
        onSubmit={async (values) => {
          await connect.mutateAsync(values);
          await cache.invalidateQueries(api.payments.listGateways.pathFilter());
          await cache.invalidateQueries(api.integrations.pathFilter());
          onClose();
        }}
      >
        <SelectField
          form={form}
          name="provider"
          label={t("gateway")}
          disabled={gateway !== undefined}
          options={CONNECTABLE.map((value) => ({ value, label: t(`provider.${value}`) }))}
        />
        <TextField form={form} name="name" label={t("name")} hint={t("nameHint")} />
        <SelectField
          form={form}
          name="mode"
          label={t("modeLabel")}
          hint={t("modeHint")}
          options={(["live", "test"] as const).map((value) => ({
            value,
            label: t(`mode.${value}`),
          }))}
        />
        {GATEWAY_FIELDS[provider].map((field) => (
          <TextField
            key={field}
            form={form}
            name={field}
            type="password"
            autoComplete="off"
            spellCheck={false}
            label={t(`field.${field}`)}
            hint={
              gateway
                ? t("keep")
                : t(`fieldHint.${provider}.${field}` as "fieldHint.stripe.secretKey")
            }
          />
        ))}
      </Form>
    </Dialog>
  );
}
