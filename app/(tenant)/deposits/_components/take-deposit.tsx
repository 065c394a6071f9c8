"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { z } from "zod";
import { useTRPC } from "@/app/_trpc/client";
import { ComboboxField } from "@/app/_ui/patterns/form/combobox-field";
import { Form } from "@/app/_ui/patterns/form/form";
import { MoneyField } from "@/app/_ui/patterns/form/money-field";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { METHODS, paymentMethod } from "@/server/modules/payments/schema";
import { useCustomerOptions } from "../../invoices/_components/customer-picker";
import { useRefreshMoney } from "../../payments/_components/use-refresh-money";

const takeForm = z.object({
  customerId: z.string().min(1, "customer_required"),
  amountMinor: z
    .number({ error: "amount_shape" })
    .int()
    .positive("amount_shape")
    .nullable()
    .refine((amount) => amount !== null, "amount_shape"),
  method: paymentMethod,
  note: z.string().trim().max(300),
});

type TakeDepositProps = { customerId: string; onClose: () => void };

/** Takes a guarantee of a customer, in the currency that they are billed in. */
export function TakeDeposit({ customerId, onClose }: TakeDepositProps) {
  const t = useTranslations("deposits");
  const words = useTranslations("payments");
  const take = useTake(onClose);
  const defaultValues = { customerId, amountMinor: null, method: "cash" as const, note: "" };
  const form = useAppForm({ schema: takeForm, defaultValues });
  const chosen = form.watch("customerId") || "";
  const { options, search } = useCustomerOptions(chosen || null);
  const currency = useCurrency(chosen);
  return (
    <Dialog open onOpenChange={onClose} title={t("takeTitle")}>
      <Form
        form={form}
        unguarded
        submitLabel={t("take")}
        onCancel={onClose}
        onSubmit={(given) => take(given, currency ?? "")}
      >
        <p className="text-muted">{t("takeText")}</p>
        <ComboboxField
          form={form}
          name="customerId"
          label={t("customer")}
          options={options}
          onSearch={search}
          placeholder={t("chooseCustomer")}
        />
        {currency && (
          <MoneyField
            key={currency}
            form={form}
            name="amountMinor"
            label={t("amount")}
            currency={currency}
          />
        )}
        <SelectField
          form={form}
          name="method"
          label={words("method")}
          options={METHODS.map((value) => ({ value, label: words(value) }))}
        />
        <TextField form={form} name="note" label={t("note")} maxLength={300} optional />
      </Form>
    </Dialog>
  );
}

/** Sends what the form says. One key a form: sent twice it is one deposit. */
function useTake(onClose: () => void) {
  const onSuccess = useRefreshMoney();
  const [key] = useState(() => crypto.randomUUID());
  const api = useTRPC();
  const take = useMutation(api.payments.takeDeposit.mutationOptions({ onSuccess }));
  return async ({ amountMinor, ...given }: z.output<typeof takeForm>, currency: string) => {
    await take.mutateAsync({ ...given, amountMinor: amountMinor ?? 0, currency, key });
    onClose();
  };
}

/** What the customer is billed in, once there is one. */
function useCurrency(customerId: string): string | undefined {
  const api = useTRPC();
  const open = useQuery({
    ...api.payments.openInvoices.queryOptions({ customerId, currency: "" }),
    enabled: customerId !== "",
  });
  return open.data?.currency;
}
