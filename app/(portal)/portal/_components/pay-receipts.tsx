"use client";

import { Download } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import type { PayDesk } from "@/server/modules/portal/pay/schema";
import { downloadPdf } from "./download-pdf";
import { portalWords } from "./portal-format";
import { payCalls } from "./use-desk";

/** What was paid here, each with its receipt. */
export function PayReceipts({ paid, token }: { paid: PayDesk["paid"]; token: string | null }) {
  const t = useTranslations("portal.paying");
  const format = portalWords(useLocale());
  const [busy, setBusy] = useState("");
  const [error, setError] = useState<unknown>();
  const load = async (paymentId: string) => {
    setBusy(paymentId);
    setError(undefined);
    try {
      downloadPdf(await payCalls(token).receipt(paymentId));
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy("");
    }
  };
  return (
    <Card className="space-y-3 p-5" aria-labelledby="receipts">
      <h2 id="receipts" className="text-base font-semibold">
        {t("receipts")}
      </h2>
      <ul className="space-y-3">
        {paid.map(({ paymentId, receipt, amountMinor, currency, receivedOn }) => (
          <li key={paymentId} className="flex flex-wrap items-center justify-between gap-3">
            <span>
              <span className="block font-medium tabular-nums">
                {format.money(amountMinor, currency)}
              </span>
              <span className="block text-muted">
                {t("receiptOf", { number: receipt, day: format.day(receivedOn) })}
              </span>
            </span>
            <Button disabled={busy !== ""} onClick={() => void load(paymentId)}>
              <Download aria-hidden />
              {t("receipt")}
            </Button>
          </li>
        ))}
      </ul>
      {error !== undefined && <ErrorNotice error={error} />}
    </Card>
  );
}
