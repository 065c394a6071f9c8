"use client";

import { useMutation } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import Link from "next/link";
import { useState } from "react";
import { cn } from "@/app/_ui/cn";
import { useTRPC } from "@/app/_trpc/client";
import { ConfirmAction } from "@/app/_ui/patterns/confirm-action";
import { Money, useMoneyText } from "@/app/_ui/patterns/money";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { useMay } from "@/app/_ui/shell/person";
import type { PaymentDetailDto } from "@/server/modules/payments/schema";
import { Day } from "../../invoices/_components/day";
import { methodWord } from "./payment-list";
import { useRefreshMoney } from "./use-refresh-money";

type Props = { payment: PaymentDetailDto };
type Allocation = PaymentDetailDto["allocations"][number];

/** The invoices that the payment went to, each ready to be taken off again. */
export function PaymentAllocations({ payment }: Props) {
  const t = useTranslations("payments");
  const api = useTRPC();
  const may = useMay();
  const money = useMoneyText(payment.currency);
  const onSuccess = useRefreshMoney();
  const [asked, setAsked] = useState<Allocation>();
  const takeBack = useMutation(api.payments.takeBack.mutationOptions({ onSuccess }));
  return (
    <Card aria-label={t("allocations")}>
      <h2 className="border-b border-subtle px-4 py-3 font-semibold">{t("allocations")}</h2>
      {payment.allocations.length === 0 && (
        <p className="px-4 py-3 text-muted">{t("noAllocations")}</p>
      )}
      <ul className="divide-y divide-(--border)">
        {payment.allocations.map((row) => (
          <li key={row.id} className="flex items-center justify-between gap-4 px-4 py-3">
            <div className="min-w-0 flex-1">
              <Link href={`/invoices/${row.invoiceId}`} className="font-medium hover:underline">
                {row.invoiceNumber}
              </Link>
              <p className="text-[0.8125rem] text-muted">
                {row.reversedAt ? t("takenBack", { reason: row.reversalReason }) : t("dueOn")}{" "}
                {!row.reversedAt && <Day of={row.dueOn} />}
              </p>
            </div>
            <Money
              minor={row.amountMinor}
              currency={payment.currency}
              className={cn(row.reversedAt && "text-muted line-through")}
            />
            {!row.reversedAt && may("payment.refund") && (
              <Button
                size="icon"
                variant="quiet"
                aria-label={t("takeBack", { number: row.invoiceNumber })}
                onClick={() => setAsked(row)}
              >
                <Undo2 aria-hidden className="size-4" />
              </Button>
            )}
          </li>
        ))}
      </ul>
      {asked && (
        <ConfirmAction
          open
          onOpenChange={() => setAsked(undefined)}
          title={t("takeBackTitle", {
            amount: money(asked.amountMinor),
            number: asked.invoiceNumber,
          })}
          confirmLabel={t("takeBack", { number: asked.invoiceNumber })}
          askReason
          onConfirm={(reason) => takeBack.mutateAsync({ allocationId: asked.id, reason })}
        >
          {t("takeBackText")}
        </ConfirmAction>
      )}
    </Card>
  );
}

/** What of the payment went back. */
export function PaymentRefunds({ payment }: Props) {
  const t = useTranslations("payments");
  return (
    <Card aria-label={t("refunds")}>
      <h2 className="border-b border-subtle px-4 py-3 font-semibold">{t("refunds")}</h2>
      <ul className="divide-y divide-(--border)">
        {payment.refunds.map((refund) => (
          <li key={refund.id} className="flex items-start justify-between gap-4 px-4 py-3">
            <div className="min-w-0">
              <p className="font-medium">{methodWord(t, refund.method)}</p>
              <p className="text-[0.8125rem] text-muted">{refund.reason}</p>
            </div>
            <Money minor={refund.amountMinor} currency={refund.currency} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
