"use client";

import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Button } from "@/app/_ui/primitives/button";
import type { PdfDto, PreviewInput } from "@/server/modules/templates/schema";

/** The document as it would be printed, with the words on the screen. */
export function OpenPdf({ input }: { input: PreviewInput }) {
  const t = useTranslations("templates");
  const pdf = useMutation(useTRPC().templates.previewPdf.mutationOptions({ onSuccess: download }));
  return (
    <div className="space-y-2">
      <Button disabled={pdf.isPending} onClick={() => pdf.mutate(input)}>
        <Download aria-hidden />
        {t("openPdf")}
      </Button>
      {pdf.error && <ErrorNotice error={pdf.error} />}
    </div>
  );
}

/** Hands the bytes to the browser as a file. */
export function download({ name, base64 }: PdfDto): void {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type: "application/pdf" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
