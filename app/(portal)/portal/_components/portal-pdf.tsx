"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { portalApi } from "@/app/_trpc/portal-api";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Button } from "@/app/_ui/primitives/button";

type PortalPdfProps =
  | { invoiceId: string; statement?: never; label: string }
  | { invoiceId?: never; statement: { from: string; to: string; currency: string }; label: string };

/** A document as a file: made when it is asked for, handed to the browser. */
export function PortalPdf({ invoiceId, statement, label }: PortalPdfProps) {
  const t = useTranslations("common");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const load = async () => {
    setBusy(true);
    setError(undefined);
    try {
      download(
        invoiceId === undefined
          ? await portalApi.statementPdf.query(statement)
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

function download({ name, base64 }: { name: string; base64: string }): void {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type: "application/pdf" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
