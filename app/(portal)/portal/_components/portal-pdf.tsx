"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { portalApi } from "@/app/_trpc/portal-api";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Button } from "@/app/_ui/primitives/button";
import { downloadPdf } from "./download-pdf";

type Statement = { from: string; to: string; currency: string };
type PortalPdfProps = { label: string } & (
  | { invoiceId: string; paymentId?: never; statement?: never }
  | { invoiceId?: never; paymentId: string; statement?: never }
  | { invoiceId?: never; paymentId?: never; statement: Statement }
);

/** A document as a file: made when it is asked for, handed to the browser. */
export function PortalPdf({ invoiceId, paymentId, statement, label }: PortalPdfProps) {
  const t = useTranslations("common");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const load = async () => {
    setBusy(true);
    setError(undefined);
    try {
      downloadPdf(
        statement !== undefined
          ? await portalApi.statementPdf.query(statement)
          : invoiceId === undefined
            ? await portalApi.receiptPdf.query({ paymentId })
            : await portalApi.invoicePdf.query({ invoiceId }),
      );
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="space-y-2">
      <Button disabled={busy} onClick={() => void load()}>
        <Download aria-hidden />
        {busy ? t("working") : label}
      </Button>
      {error !== undefined && <ErrorNotice error={error} />}
    </div>
  );
}
