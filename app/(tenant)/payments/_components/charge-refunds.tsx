"use client";

import { useTranslations } from "next-intl";
import { useMoneyText } from "@/app/_ui/patterns/money";
import type { PaymentDetailDto } from "@/server/modules/payments/schema";

/** What was asked back from the gateway and has not simply gone: on its way, not answered for, refused. */
export function ChargeRefunds({ payment }: { payment: PaymentDetailDto }) {
  const t = useTranslations("payments");
  const money = useMoneyText(payment.currency);
  return (
    <ul className="text-muted space-y-1 text-sm">
      {payment.chargeRefunds.map(({ id, status, amountMinor, failure }) =>
        status === "succeeded" ? null : (
          <li key={id}>{t(`chargeRefund_${status}`, { amount: money(amountMinor), failure })}</li>
        ),
      )}
    </ul>
  );
}
