"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/app/_ui/primitives/button";
import { useMay } from "@/app/_ui/shell/person";
import type { DepositDto } from "@/server/modules/payments/schema";
import { RefundDialog } from "../../payments/_components/refund-dialog";
import { ApplyDeposit } from "./apply-deposit";

/** What can be done with a guarantee while something of it is held. */
export function DepositActions({ deposit }: { deposit: DepositDto }) {
  const t = useTranslations("deposits");
  const may = useMay();
  const [asked, setAsked] = useState<"apply" | "giveBack">();
  const close = () => setAsked(undefined);
  const { id, remainingMinor, currency, customerName } = deposit;
  if (remainingMinor === 0) return null;
  return (
    <span className="flex flex-wrap justify-end gap-1">
      {may("payment.record") && (
        <Button
          size="sm"
          variant="quiet"
          aria-label={t("applyOf", { customer: customerName })}
          onClick={() => setAsked("apply")}
        >
          {t("apply")}
        </Button>
      )}
      {may("payment.refund") && (
        <Button
          size="sm"
          variant="quiet"
          aria-label={t("giveBackOf", { customer: customerName })}
          onClick={() => setAsked("giveBack")}
        >
          {t("giveBack")}
        </Button>
      )}
      {asked === "apply" && <ApplyDeposit deposit={deposit} onClose={close} />}
      {asked === "giveBack" && (
        <RefundDialog
          source="deposit"
          sourceId={id}
          leftMinor={remainingMinor}
          currency={currency}
          onClose={close}
        />
      )}
    </span>
  );
}
