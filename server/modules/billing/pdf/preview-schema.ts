import { z } from "zod";
import { pdfDto, templateLocale } from "@/server/modules/templates/schema";

export const DOCUMENT_TEMPLATES = [
  "billing.invoice",
  "billing.creditNote",
  "billing.receipt",
  "billing.statement",
] as const;

export const previewDocumentInput = z.object({
  template: z.enum(DOCUMENT_TEMPLATES),
  locale: templateLocale,
  /** The words that are being tried. */
  content: z.record(z.string().max(40), z.string().max(20_000)),
  /** A customer whose last document it is; absent: the last of anybody within reach. */
  recordId: z.uuid().optional(),
});
export type PreviewDocumentInput = z.output<typeof previewDocumentInput>;

const pair = z.object({ label: z.string(), value: z.string(), strong: z.literal(true).optional() });
const party = z.object({ label: z.string(), lines: z.array(z.string()) });
const column = z.object({
  label: z.string(),
  width: z.number(),
  align: z.enum(["left", "right"]),
});

/** A document as it stands on paper, text by text (`pdf/sheet.ts`), and the paper itself. */
export const documentPreviewDto = z.object({
  sheet: z.object({
    title: z.string(),
    head: z.object({ name: z.string(), header: z.string(), footer: z.string() }),
    notices: z.array(z.string()),
    from: party,
    to: party,
    facts: z.array(pair),
    before: z.string(),
    columns: z.array(column),
    rows: z.array(z.object({ cells: z.array(z.string()), note: z.string() })),
    totals: z.array(pair),
    sections: z.array(z.object({ title: z.string(), rows: z.array(pair) })),
    payment: z.object({ title: z.string(), lines: z.array(z.string()) }),
    after: z.string(),
  }),
  pdf: pdfDto,
});
export type DocumentPreviewDto = z.output<typeof documentPreviewDto>;
