"use client";

import { useMutation } from "@tanstack/react-query";
import { CircleCheck, CircleX, RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC, useTRPCClient } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { PdfButton } from "@/app/_ui/patterns/pdf-button";
import { Button } from "@/app/_ui/primitives/button";
import { useMay } from "@/app/_ui/shell/person";
import type { PaymentDetailDto } from "@/server/modules/payments/schema";
import { RefundDialog } from "./refund-dialog";
import { useRefreshMoney } from "./use-refresh-money";

/** The receipt, and what can still be done with the money. */
export function PaymentActions({ payment }: { payment: PaymentDetailDto }) {
  const t = useTranslations("payments");
  const api = useTRPC();
  const client = useTRPCClient();
  const mayRefund = useMay()("payment.refund");
  const onSuccess = useRefreshMoney();
  const [asked, setAsked] = useState<"bounce" | "refund">();
  const verify = useMutation(api.payments.verify.mutationOptions({ onSuccess }));
  const bounce = useMutation(api.payments.bounce.mutationOptions({ onSuccess }));
  const { id: paymentId, status } = payment;
  const whole = status === "recorded" || status === "verified";
  return (
    <>
      <PdfButton load={() => client.billing.receiptPdf.query({ paymentId })}>{t("pdf")}</PdfButton>
      {mayRefund && status === "recorded" && (
        <Button disabled={verify.isPending} onClick={() => verify.mutate({ paymentId })}>
          <CircleCheck aria-hidden />
          {t("verify")}
        </Button>
      )}
      {mayRefund && whole && (
        <Button onClick={() => setAsked("bounce")}>
          <CircleX aria-hidden />
          {t("bounce")}
        </Button>
      )}
      {mayRefund && payment.unallocatedMinor > 0 && (
        <Button onClick={() => setAsked("refund")}>
          <RotateCcw aria-hidden />
          {t("refund")}
        </Button>
      )}
      <ConfirmAction
        open={asked === "bounce"}
        onOpenChange={() => setAsked(undefined)}
        title={t("bounceTitle", { receipt: payment.receipt })}
        confirmLabel={t("bounce")}
        askReason
        onConfirm={(reason) => bounce.mutateAsync({ paymentId, reason })}
      >
        {t("bounceText")}
      </ConfirmAction>
      {asked === "refund" && (
        <RefundDialog
          source="payment"
          sourceId={paymentId}
          leftMinor={payment.unallocatedMinor}
          currency={payment.currency}
          byGateway={payment.asksBack}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
}
