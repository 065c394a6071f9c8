"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { z } from "zod";
import { useTRPC } from "@/app/_trpc/client";
import { DateField } from "@/app/_ui/patterns/form/date-field";
import { Form } from "@/app/_ui/patterns/form/form";
import { MoneyField } from "@/app/_ui/patterns/form/money-field";
import { SwitchField } from "@/app/_ui/patterns/form/switch-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { showToast } from "@/app/_ui/patterns/toast/toasts";
import { Dialog } from "@/app/_ui/primitives/dialog";
import type { ProofDetailDto } from "@/server/modules/payments/proofs/schema";
import { useRefreshMoney } from "../../_components/use-refresh-money";

const fields = z.object({
  amountMinor: z.number({ error: "required" }).int().positive(),
  receivedOn: z.iso.date(),
  evenSo: z.boolean(),
});

type ApproveDialogProps = { proof: ProofDetailDto; onClose: () => void };

/** What the bank shows, before it becomes a payment. */
export function ApproveDialog({ proof, onClose }: ApproveDialogProps) {
  const t = useTranslations("proofs");
  const onSuccess = useRefreshMoney();
  const approve = useMutation(useTRPC().payments.approveProof.mutationOptions({ onSuccess }));
  const form = useAppForm<z.input<typeof fields>, z.output<typeof fields>>({
    schema: fields,
    defaultValues: { amountMinor: proof.amountMinor, receivedOn: proof.paidOn, evenSo: false },
  });
  return (
    <Dialog open onOpenChange={onClose} title={t("approveTitle", { customer: proof.customerName })}>
      <p className="mb-4 text-muted">{t("approveText")}</p>
      <Form
        form={form}
        submitLabel={t("approve")}
        onSubmit={async (given) => {
          const { payment } = await approve.mutateAsync({ proofId: proof.id, ...given });
          showToast(t("approvedToast", { receipt: payment?.receipt ?? "" }));
          onClose();
        }}
      >
        <MoneyField form={form} name="amountMinor" label={t("amount")} currency={proof.currency} />
        <DateField form={form} name="receivedOn" label={t("paidOn")} />
        {proof.twins.some(({ status }) => status === "approved") && (
          <SwitchField form={form} name="evenSo" label={t("evenSo")} />
        )}
      </Form>
    </Dialog>
  );
}
