"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { z } from "zod";
import { useTRPC } from "@/app/_trpc/client";
import { Form } from "@/app/_ui/patterns/form/form";
import { MoneyField } from "@/app/_ui/patterns/form/money-field";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { useMoneyText } from "@/app/_ui/patterns/money";
import { QueryView } from "@/app/_ui/patterns/query-view";
import { Dialog } from "@/app/_ui/primitives/dialog";
import type { DepositDto, OpenInvoicesDto } from "@/server/modules/payments/schema";
import { useRefreshMoney } from "../../payments/_components/use-refresh-money";

const applyForm = z.object({
  invoiceId: z.uuid("invoice_required"),
  amountMinor: z
    .number({ error: "amount_shape" })
    .int()
    .positive("amount_shape")
    .nullable()
    .refine((amount) => amount !== null, "amount_shape"),
});

type ApplyDepositProps = { deposit: DepositDto; onClose: () => void };

/** Pays one of the customer's invoices with what is held. */
export function ApplyDeposit({ deposit, onClose }: ApplyDepositProps) {
  const t = useTranslations("deposits");
  const { customerId, currency } = deposit;
  const open = useQuery(useTRPC().payments.openInvoices.queryOptions({ customerId, currency }));
  return (
    <Dialog open onOpenChange={onClose} title={t("applyTitle")}>
      <QueryView query={open}>
        {({ invoices }) =>
          invoices.length === 0 ? (
            <p className="text-muted">{t("nothingOpen", { customer: deposit.customerName })}</p>
          ) : (
            <ApplyForm deposit={deposit} invoices={invoices} onClose={onClose} />
          )
        }
      </QueryView>
    </Dialog>
  );
}

function ApplyForm(props: ApplyDepositProps & Pick<OpenInvoicesDto, "invoices">) {
  const { deposit, invoices, onClose } = props;
  const t = useTranslations("deposits");
  const onSuccess = useRefreshMoney();
  const money = useMoneyText(deposit.currency);
  const apply = useMutation(useTRPC().payments.applyDeposit.mutationOptions({ onSuccess }));
  const [oldest] = invoices;
  const form = useAppForm({
    schema: applyForm,
    defaultValues: {
      invoiceId: oldest?.id ?? "",
      amountMinor: Math.min(deposit.remainingMinor, oldest?.openMinor ?? 0),
    },
  });
  return (
    <Form
      form={form}
      unguarded
      submitLabel={t("apply")}
      onCancel={onClose}
      onSubmit={async ({ invoiceId, amountMinor }) => {
        const given = { depositId: deposit.id, invoiceId };
        await apply.mutateAsync({ ...given, amountMinor: amountMinor ?? 0 });
        onClose();
      }}
    >
      <p className="text-muted">{t("applyText", { amount: money(deposit.remainingMinor) })}</p>
      <SelectField
        form={form}
        name="invoiceId"
        label={t("invoice")}
        options={invoices.map(({ id, number, openMinor }) => ({
          value: id,
          label: t("invoiceOpen", { number, amount: money(openMinor) }),
        }))}
      />
      <MoneyField form={form} name="amountMinor" label={t("amount")} currency={deposit.currency} />
    </Form>
  );
}
