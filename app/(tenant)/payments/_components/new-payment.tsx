"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { ComboboxField } from "@/app/_ui/patterns/form/combobox-field";
import { DateField } from "@/app/_ui/patterns/form/date-field";
import { Form } from "@/app/_ui/patterns/form/form";
import { MoneyField } from "@/app/_ui/patterns/form/money-field";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { PageHeader } from "@/app/_ui/patterns/page-header";
import { Card } from "@/app/_ui/primitives/card";
import { METHODS } from "@/server/modules/payments/schema";
import { useCustomerOptions } from "../../invoices/_components/customer-picker";
import { AllocationPreview } from "./allocation-preview";
import { paymentForm, type PaymentForm, spread } from "./payment-form";
import { useRefreshMoney } from "./use-refresh-money";

const valuesOf = (params: URLSearchParams) => ({
  customerId: params.get("customer") ?? "",
  currency: params.get("currency") ?? "",
  amountMinor: null,
  method: "cash" as const,
  ...{ receivedOn: "", reference: "", note: "" },
  allocation: "oldest" as const,
});

/** Money received by hand: who paid how much, which invoices it pays, and the receipt for it. */
export function NewPayment() {
  const t = useTranslations("payments");
  const form = useAppForm({
    schema: paymentForm,
    defaultValues: valuesOf(new URLSearchParams(useSearchParams())),
  });
  const [chosen, setChosen] = useState<ReadonlyMap<string, number>>(new Map());
  const [customerId, currency, allocation, amountMinor] = form.watch([
    "customerId",
    "currency",
    "allocation",
    "amountMinor",
  ]);
  const { options, search } = useCustomerOptions(customerId);
  const open = useOpenInvoices(customerId, currency);
  const invoices = open.data?.invoices ?? [];
  const parts = partsOf(allocation, amountMinor ?? 0, invoices, chosen);
  const submit = useRecord(parts);
  const shownCurrency = open.data?.currency ?? currency;
  return (
    <>
      <PageHeader title={t("newTitle")} description={t("newText")} />
      <div className="grid gap-5 lg:grid-cols-2 lg:items-start">
        <Card className="p-4">
          <Form
            form={form}
            submitLabel={t("save")}
            onSubmit={(given) => submit({ ...given, currency: shownCurrency })}
          >
            <ComboboxField
              form={form}
              name="customerId"
              label={t("customer")}
              options={options}
              onSearch={search}
              placeholder={t("chooseCustomer")}
            />
            {(open.data?.currencies.length ?? 0) > 1 && (
              <SelectField
                form={form}
                name="currency"
                label={t("currency")}
                options={(open.data?.currencies ?? []).map((code) => ({
                  value: code,
                  label: code,
                }))}
              />
            )}
            {shownCurrency && (
              <MoneyField
                key={shownCurrency}
                form={form}
                name="amountMinor"
                label={t("amount")}
                currency={shownCurrency}
              />
            )}
            <SelectField
              form={form}
              name="method"
              label={t("method")}
              options={METHODS.map((value) => ({ value, label: t(value) }))}
            />
            <div className="grid gap-4 sm:grid-cols-2">
              <DateField form={form} name="receivedOn" label={t("receivedOn")} optional />
              <TextField
                form={form}
                name="reference"
                label={t("reference")}
                hint={t("referenceHint")}
                maxLength={120}
                optional
              />
            </div>
            <SelectField
              form={form}
              name="allocation"
              label={t("how")}
              options={(["oldest", "chosen", "none"] as const).map((value) => ({
                value,
                label: t(value),
              }))}
            />
          </Form>
        </Card>
        <AllocationPreview
          customerId={customerId}
          query={open}
          parts={parts}
          amountMinor={amountMinor ?? 0}
          {...(allocation === "chosen" && { onChoose: setChosen })}
          onPayAll={(total) => form.setValue("amountMinor", total, { shouldDirty: true })}
        />
      </div>
    </>
  );
}

function useOpenInvoices(customerId: string, currency: string) {
  return useQuery({
    ...useTRPC().payments.openInvoices.queryOptions({ customerId, currency }),
    enabled: customerId !== "",
  });
}

type Open = { id: string; openMinor: number };

function partsOf(
  how: PaymentForm["allocation"],
  amountMinor: number,
  invoices: readonly Open[],
  chosen: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  if (how === "oldest") return spread(amountMinor, invoices);
  if (how === "none") return new Map();
  return new Map([...chosen].filter(([id]) => invoices.some((invoice) => invoice.id === id)));
}

/** One key a form: sent twice it is one payment. */
function useRecord(parts: ReadonlyMap<string, number>) {
  const router = useRouter();
  const onSuccess = useRefreshMoney();
  const [key] = useState(() => crypto.randomUUID());
  const record = useMutation(useTRPC().payments.record.mutationOptions({ onSuccess }));
  return async ({ amountMinor, ...given }: PaymentForm) => {
    const invoices = [...parts].map(([invoiceId, part]) => ({ invoiceId, amountMinor: part }));
    const { id } = await record.mutateAsync({
      ...{ ...given, amountMinor: amountMinor ?? 0, key },
      invoices: given.allocation === "chosen" ? invoices : [],
    });
    router.push(`/payments/${id}`);
  };
}
