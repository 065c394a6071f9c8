"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { z } from "zod";
import { useTRPC } from "@/app/_trpc/client";
import { useMoneyText } from "@/app/_ui/patterns/money";
import { Form } from "@/app/_ui/patterns/form/form";
import { MoneyField } from "@/app/_ui/patterns/form/money-field";
import { SelectField } from "@/app/_ui/patterns/form/select-field";
import { TextareaField } from "@/app/_ui/patterns/form/textarea-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Dialog } from "@/app/_ui/primitives/dialog";
import type { InvoiceDetailDto } from "@/server/modules/billing/schema";

const creditForm = z
  .object({
    what: z.enum(["whole", "amount"]),
    amountMinor: z.number().int().positive().nullable(),
    reason: z.string().trim().min(3, "reason_required").max(300),
  })
  .refine(({ what, amountMinor }) => what === "whole" || amountMinor !== null, {
    path: ["amountMinor"],
    message: "amount_shape",
  });

type Props = { invoice: InvoiceDetailDto; onClose: () => void };

/** Takes back all that is left of the invoice, or an amount of it. */
export function CreditDialog({ invoice, onClose }: Props) {
  const t = useTranslations("invoices");
  const api = useTRPC();
  const cache = useQueryClient();
  const money = useMoneyText(invoice.currency);
  const credit = useMutation(
    api.billing.issueCreditNote.mutationOptions({
      onSuccess: () => cache.invalidateQueries(api.billing.pathFilter()),
    }),
  );
  const form = useAppForm({
    schema: creditForm,
    defaultValues: { what: "whole", amountMinor: null, reason: "" },
  });
  const credited = invoice.creditNotes.reduce((sum, note) => sum + note.totalMinor, 0);
  const what = form.watch("what");
  return (
    <Dialog open onOpenChange={onClose} title={t("creditTitle", { number: invoice.number })}>
      <Form
        form={form}
        unguarded
        submitLabel={t("creditIssue")}
        onCancel={onClose}
        onSubmit={async (given) => {
          const { amountMinor, reason } = given;
          const part =
            given.what === "amount" && amountMinor !== null
              ? { what: "amount" as const, amountMinor }
              : { what: "whole" as const };
          await credit.mutateAsync({ invoiceId: invoice.id, reason, of: part });
          onClose();
        }}
      >
        <p className="text-muted">{t("creditHint")}</p>
        <SelectField
          form={form}
          name="what"
          label={t("creditHow")}
          options={[
            {
              value: "whole",
              label: t("creditWhole", { amount: money(invoice.totalMinor - credited) }),
            },
            { value: "amount", label: t("creditAmount") },
          ]}
        />
        {what === "amount" && (
          <MoneyField
            form={form}
            name="amountMinor"
            label={t("amount")}
            currency={invoice.currency}
          />
        )}
        <TextareaField form={form} name="reason" label={t("reason")} />
      </Form>
    </Dialog>
  );
}
