"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { z } from "zod";
import { useTRPC } from "@/app/_trpc/client";
import { Form } from "@/app/_ui/patterns/form/form";
import { MoneyField } from "@/app/_ui/patterns/form/money-field";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { TextareaField } from "@/app/_ui/patterns/form/textarea-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { useMoneyText } from "@/app/_ui/patterns/money";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { METHODS, paymentMethod } from "@/server/modules/payments/schema";

const refundForm = z.object({
  amountMinor: z
    .number({ error: "amount_shape" })
    .int()
    .positive("amount_shape")
    .nullable()
    .refine((amount) => amount !== null, "amount_shape"),
  method: paymentMethod.or(z.literal("gateway")),
  reason: z.string().trim().min(3, "reason_required").max(300),
});

type Props = {
  source: "payment" | "creditNote" | "deposit";
  sourceId: string;
  leftMinor: number;
  currency: string;
  /** The gateway that it came by can give it back to where it came from. */
  byGateway?: boolean;
  onClose: () => void;
};

/** Gives back what is not used of a payment, a credit note or a deposit: by hand, or by the gateway that it came by. */
export function RefundDialog({
  source,
  sourceId,
  leftMinor,
  currency,
  byGateway = false,
  onClose,
}: Props) {
  const t = useTranslations("payments");
  const api = useTRPC();
  const cache = useQueryClient();
  const money = useMoneyText(currency);
  const onSuccess = () =>
    Promise.all([
      cache.invalidateQueries(api.payments.pathFilter()),
      cache.invalidateQueries(api.billing.pathFilter()),
    ]);
  const refund = useMutation(api.payments.refund.mutationOptions({ onSuccess }));
  const refundCharge = useMutation(api.payments.refundCharge.mutationOptions({ onSuccess }));
  const form = useAppForm({
    schema: refundForm,
    defaultValues: { amountMinor: leftMinor, method: byGateway ? "gateway" : "cash", reason: "" },
  });
  return (
    <Dialog open onOpenChange={onClose} title={t("refundTitle")}>
      <Form
        form={form}
        unguarded
        submitLabel={t("refund")}
        onCancel={onClose}
        onSubmit={async ({ amountMinor: amount, method, reason }) => {
          const amountMinor = amount ?? 0;
          await (method === "gateway"
            ? refundCharge.mutateAsync({ paymentId: sourceId, amountMinor, reason })
            : refund.mutateAsync({ source, sourceId, amountMinor, method, reason }));
          onClose();
        }}
      >
        <p className="text-muted">{t("refundText", { amount: money(leftMinor) })}</p>
        <MoneyField form={form} name="amountMinor" label={t("amount")} currency={currency} />
        <SelectField
          form={form}
          name="method"
          label={t("method")}
          options={(byGateway ? (["gateway", ...METHODS] as const) : METHODS).map((value) => ({
            value,
            label: t(value),
          }))}
        />
        <TextareaField form={form} name="reason" label={t("reason")} />
      </Form>
    </Dialog>
  );
}
