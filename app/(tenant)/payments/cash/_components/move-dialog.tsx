"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { z } from "zod";
import { useTRPC } from "@/app/_trpc/client";
import { Form } from "@/app/_ui/patterns/form/form";
import { MoneyField } from "@/app/_ui/patterns/form/money-field";
import { TextField } from "@/app/_ui/patterns/form/text-field";
import { useAppForm } from "@/app/_ui/patterns/form/use-app-form";
import { Dialog } from "@/app/_ui/primitives/dialog";
import { useRefreshMoney } from "../../_components/use-refresh-money";

const fields = z.object({
  amountMinor: z.number({ error: "required" }).int().positive(),
  reason: z.string().trim().min(3, "reason_required").max(300),
});

type MoveDialogProps = {
  kind: "withdrawal" | "addition";
  currency: string;
  onClose: () => void;
};

/** Cash out of the till or into it, with the reason. */
export function MoveDialog({ kind, currency, onClose }: MoveDialogProps) {
  const t = useTranslations("cash");
  const onSuccess = useRefreshMoney();
  const [key] = useState(() => crypto.randomUUID());
  const move = useMutation(useTRPC().payments.moveCash.mutationOptions({ onSuccess }));
  const form = useAppForm<{ amountMinor: number | null; reason: string }, z.output<typeof fields>>({
    schema: fields as never,
    defaultValues: { amountMinor: null, reason: "" },
  });
  const out = kind === "withdrawal";
  return (
    <Dialog open onOpenChange={onClose} title={t(out ? "withdrawTitle" : "addTitle")}>
      <Form
        form={form}
        submitLabel={t(out ? "withdraw" : "add")}
        onSubmit={async (given) => {
          await move.mutateAsync({ ...given, kind, currency, key });
          onClose();
        }}
      >
        <MoneyField form={form} name="amountMinor" label={t("amount")} currency={currency} />
        <TextField
          form={form}
          name="reason"
          label={t("reason")}
          hint={t("reasonHint")}
          maxLength={300}
        />
      </Form>
    </Dialog>
  );
}
