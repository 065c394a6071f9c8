"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import type { CreditNoteDetailDto } from "@/server/modules/billing/schema";
import { useRefreshMoney } from "../../payments/_components/use-refresh-money";

type VoidNoteProps = { note: CreditNoteDetailDto; open: boolean; onClose: () => void };

/** Takes a credit note back, with the reason. */
export function VoidNote({ note, open, onClose }: VoidNoteProps) {
  const t = useTranslations("invoices");
  const onSuccess = useRefreshMoney();
  const cancel = useMutation(useTRPC().billing.voidCreditNote.mutationOptions({ onSuccess }));
  return (
    <ConfirmAction
      open={open}
      onOpenChange={onClose}
      title={t("voidNoteTitle", { number: note.number })}
      confirmLabel={t("voidNote")}
      askReason
      onConfirm={(reason) => cancel.mutateAsync({ creditNoteId: note.id, reason })}
    >
      {t("voidNoteText")}
    </ConfirmAction>
  );
}
