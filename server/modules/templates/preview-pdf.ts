import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { renderDocument } from "./internal/render-document";
import { requireContent } from "./require-content";
import { sampleValues } from "./internal/sample-values";
import { readSender } from "./read-sender";
import { Invalid } from "@/server/kernel/errors";
import type { PdfDto, PreviewInput } from "./schema";

/** The PDF that unsaved words would make, for a real person or with samples. Throws `Invalid` for words with a fault or no document. */
export async function previewPdf(ctx: Ctx, input: PreviewInput): Promise<PdfDto> {
  authorize(ctx, "template.read");
  const { template, channel, locale, content, recordId } = input;
  requireContent(template, channel, content);
  if (channel !== "pdf") throw new Invalid("template_no_channel");
  const { sender, values } = await inTenant(ctx, async (tx) => {
    const found = await readSender(ctx, tx);
    return {
      sender: found,
      values: await sampleValues(ctx, tx, { template, sender: found, recordId }),
    };
  });
  const isHead = template === "documents.letterhead";
  const bytes = await renderDocument(ctx, {
    ...{ template, values, locale, sender },
    content: isHead ? {} : content,
    ...(isHead && { letterhead: content }),
  });
  return { name: `${template}.pdf`, base64: Buffer.from(bytes).toString("base64") };
}
