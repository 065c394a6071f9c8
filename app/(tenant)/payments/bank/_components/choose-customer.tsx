"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { z } from "zod";
import { useTRPC } from "@/app/_trpc/client";
import { ComboboxField } from "@/app/_ui/patterns/form/combobox-field";
import { Form } from "@/app/_ui/patterns/form/form";
import { SwitchField } from "@/app/_ui/patterns/form/switch-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { showToast } from "@/app/_ui/patterns/toast/toasts";
import { Dialog } from "@/app/_ui/primitives/dialog";
import type { MovementDetailDto } from "@/server/modules/payments/bank/schema";
import { useCustomerOptions } from "../../../invoices/_components/customer-picker";
import { useRefreshMoney } from "../../_components/use-refresh-money";

const fields = z.object({ customerId: z.uuid({ error: "required" }), evenSo: z.boolean() });
type ChooseCustomerProps = { movement: MovementDetailDto; onClose: () => void };

/** Whose money it is, said by a person. */
export function ChooseCustomer({ movement, onClose }: ChooseCustomerProps) {
  const t = useTranslations("bank");
  const onSuccess = useRefreshMoney();
  const accept = useMutation(useTRPC().payments.acceptMovement.mutationOptions({ onSuccess }));
  const form = useAppForm<z.input<typeof fields>, z.output<typeof fields>>({
    schema: fields,
    defaultValues: { customerId: movement.customer?.id ?? "", evenSo: false },
  });
  const { options, search } = useCustomerOptions(form.watch("customerId"));
  return (
    <Dialog open onOpenChange={onClose} title={t("chooseTitle")}>
      <p className="mb-4 text-muted">{t("chooseText")}</p>
      <Form
        form={form}
        submitLabel={t("post")}
        onSubmit={async ({ customerId, evenSo }) => {
          const as = { kind: "customer" as const, id: customerId };
          await accept.mutateAsync({ movementId: movement.id, as, evenSo });
          showToast(t("matchedToast"));
          onClose();
        }}
      >
        <ComboboxField
          form={form}
          name="customerId"
          label={t("customer")}
          options={options}
          onSearch={search}
          placeholder={t("searchCustomer")}
        />
        <SwitchField form={form} name="evenSo" label={t("evenSo")} hint={t("evenSoText")} />
      </Form>
    </Dialog>
  );
}
