"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ErrorNotice } from "@/app/_ui/patterns/error-notice";
import { Card } from "@/app/_ui/primitives/card";
import { Notice } from "@/app/_ui/primitives/notice";
import { Skeleton } from "@/app/_ui/primitives/skeleton";
import type { PreviewDto, PreviewInput, TemplateDto } from "@/server/modules/templates/schema";
import { asDocument, DocumentPreview } from "./document-preview";
import { OpenPdf } from "./open-pdf";
import { RecordPicker } from "./record-picker";
import { WhatsAppBubble } from "./whatsapp-bubble";

type TemplatePreviewProps = {
  template: TemplateDto;
  preview: UseQueryResult<PreviewDto>;
  /** What is asked for: the words on the screen, for whom. */
  input: PreviewInput;
  recordId: string | null;
  onRecord: (id: string | null) => void;
};

/** What the words become for a real person: a mail in a frame that can run nothing, a WhatsApp bubble, a letter. */
export function TemplatePreview(props: TemplatePreviewProps) {
  const { template, preview, input, recordId, onRecord } = props;
  const t = useTranslations("templates");
  const document = asDocument(input);
  return (
    <section aria-labelledby="preview" className="min-w-0 space-y-3">
      <h2 id="preview" className="font-semibold">
        {t("preview")}
      </h2>
      {template.record !== "none" && (
        <RecordPicker template={template.template} value={recordId} onChoose={onRecord} />
      )}
      {preview.error && <ErrorNotice error={preview.error} />}
      {document ? (
        <DocumentPreview input={document} sound={preview.data?.issues.length === 0} />
      ) : (
        <>
          <Card className="overflow-hidden" aria-busy={preview.isFetching}>
            <Shown preview={preview.data} channel={template.channel} />
          </Card>
          {template.channel === "pdf" && preview.data?.issues.length === 0 && (
            <OpenPdf input={input} />
          )}
        </>
      )}
    </section>
  );
}

type ShownProps = { preview: PreviewDto | undefined; channel: TemplateDto["channel"] };

function Shown({ preview, channel }: ShownProps) {
  const t = useTranslations("templates");
  if (!preview) return <Skeleton className="h-128 w-full" />;
  if (preview.issues.length > 0)
    return (
      <Notice tone="warn" className="rounded-none">
        {t("previewFaults")}
      </Notice>
    );
  if (preview.bubble) return <WhatsAppBubble bubble={preview.bubble} />;
  return (
    <>
      {preview.subject !== null && (
        <p className="border-b border-subtle px-4 py-3">
          <span className="text-muted">{t("previewSubject")}: </span>
          <span className="font-medium">{preview.subject}</span>
        </p>
      )}
      {channel === "pdf" && (
        <p className="border-b border-subtle px-4 py-3 text-muted">{t("paper")}</p>
      )}
      <iframe
        title={t("preview")}
        srcDoc={preview.html ?? ""}
        sandbox=""
        className="h-160 w-full bg-white"
      />
    </>
  );
}
