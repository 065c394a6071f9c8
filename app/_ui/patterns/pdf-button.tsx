"use client";

import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import type { ReactNode } from "react";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Button } from "@/app/_ui/primitives/button";

type Pdf = { name: string; base64: string };
type PdfButtonProps = {
  /** Asks the server for the document: `() => client.billing.invoicePdf.query({ invoiceId })`. */
  load: () => Promise<Pdf>;
  children: ReactNode;
  size?: "sm";
};

/** A document as a file: made when it is asked for, handed to the browser. */
export function PdfButton({ load, children, size }: PdfButtonProps) {
  const pdf = useMutation({ mutationFn: load, onSuccess: download });
  return (
    <>
      <Button {...(size && { size })} disabled={pdf.isPending} onClick={() => pdf.mutate()}>
        <Download aria-hidden />
        {children}
      </Button>
      {pdf.error && <ErrorNotice error={pdf.error} />}
    </>
  );
}

function download({ name, base64 }: Pdf): void {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type: "application/pdf" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
