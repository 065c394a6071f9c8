"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTRPCClient } from "@/app/_trpc/client";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Button } from "@/app/_ui/primitives/button";
import { Card } from "@/app/_ui/primitives/card";
import { Notice } from "@/app/_ui/primitives/notice";
import { Skeleton } from "@/app/_ui/primitives/skeleton";
import {
  DOCUMENT_TEMPLATES,
  type PreviewDocumentInput,
} from "@/server/modules/billing/pdf/preview-schema";
import type { PreviewInput } from "@/server/modules/templates/schema";
import { DocumentSheet } from "./document-sheet";
import { download } from "./open-pdf";
import { useSettled } from "./use-preview";

/** The input of a document of billing's whole preview; null for any other template. */
export function asDocument({ template, ...rest }: PreviewInput): PreviewDocumentInput | null {
  const found = DOCUMENT_TEMPLATES.find((one) => one === template);
  return found ? { ...rest, template: found } : null;
}

type DocumentPreviewProps = {
  input: PreviewDocumentInput;
  /** Whether the words have no fault; undefined while nobody has looked. */
  sound: boolean | undefined;
};

/** The last real document of this kind, whole, with the words on the screen. */
export function DocumentPreview({ input, sound }: DocumentPreviewProps) {
  const t = useTranslations("templates");
  const client = useTRPCClient();
  const settled = useSettled(JSON.stringify(input));
  const shown = useQuery({
    queryKey: ["documentPreview", settled],
    queryFn: () =>
      client.billing.previewDocument.mutate(JSON.parse(settled) as PreviewDocumentInput),
    enabled: sound === true,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  });
  if (sound === false) return <Notice tone="warn">{t("previewFaults")}</Notice>;
  if (shown.error) return <ErrorNotice error={shown.error} />;
  if (shown.data === null) return <Notice tone="info">{t("noDocument")}</Notice>;
  const { data } = shown;
  return (
    <>
      <Card className="overflow-hidden" aria-busy={shown.isFetching}>
        {data ? <DocumentSheet sheet={data.sheet} /> : <Skeleton className="h-128 w-full" />}
      </Card>
      {data && (
        <Button onClick={() => download(data.pdf)}>
          <Download aria-hidden />
          {t("openPdf")}
        </Button>
      )}
    </>
  );
}
