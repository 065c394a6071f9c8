import { z } from "zod";
import { TEMPLATE_KEYS } from "./rules/registry";

const uuid = z.uuid();
const instant = z.iso.datetime();
export const templateKey = z.enum(TEMPLATE_KEYS);
export const templateChannel = z.enum(["email", "whatsapp", "pdf"]);
export const templateLocale = z.enum(["es", "en", "pt"]);
const kind = z.enum(["text", "code", "url", "date", "money", "number"]);

/** Field → text; lengths and meaning are checked by the template's own rules, with the place of each fault. */
const content = z.record(z.string().max(40), z.string().max(20_000));

export const templateSummary = z.object({
  key: templateKey,
  area: z.enum(["access", "account", "billing", "system", "documents"]),
  channels: z.array(templateChannel),
  /** Where the tenant has words of its own: `email.es`. */
  changed: z.array(z.object({ channel: templateChannel, locale: templateLocale })),
  changedAt: instant.nullable(),
});
export type TemplateSummary = z.output<typeof templateSummary>;

export const placeInput = z.object({
  template: templateKey,
  channel: templateChannel,
  locale: templateLocale,
});
export type PlaceInput = z.output<typeof placeInput>;

export const templateDto = z.object({
  ...placeInput.shape,
  area: templateSummary.shape.area,
  channels: z.array(templateChannel),
  /** Whose record a preview can be filled with. */
  record: z.enum(["member", "customer", "none"]),
  /** 0: the words in code. */
  version: z.number().int(),
  content,
  original: content,
  fields: z.array(
    z.object({
      name: z.string(),
      maxLength: z.number().int(),
      kind: z.enum(["line", "plain", "markdown"]),
      optional: z.boolean(),
    }),
  ),
  variables: z.array(z.object({ name: z.string(), kind, sample: z.string(), must: z.boolean() })),
  ownLinksOnly: z.boolean(),
});
export type TemplateDto = z.output<typeof templateDto>;

export const saveTemplateInput = placeInput.extend({
  content,
  /** The version its author had before them; somebody else's later one is a Conflict. */
  basedOn: z.number().int().min(0),
});
export type SaveTemplateInput = z.output<typeof saveTemplateInput>;

export const resetTemplateInput = placeInput.extend({ basedOn: z.number().int().min(0) });
export type ResetTemplateInput = z.output<typeof resetTemplateInput>;

export const restoreTemplateInput = resetTemplateInput.extend({ version: z.number().int().min(1) });
export type RestoreTemplateInput = z.output<typeof restoreTemplateInput>;

export const versionDto = z.object({
  version: z.number().int(),
  content,
  createdAt: instant,
  by: z.string().nullable(),
  inUse: z.boolean(),
});
export type VersionDto = z.output<typeof versionDto>;

export const recordsInput = z.object({
  template: templateKey,
  search: z.string().trim().max(80).default(""),
});
export type RecordsInput = z.output<typeof recordsInput>;

export const recordDto = z.object({ id: uuid, label: z.string(), detail: z.string() });
export type RecordDto = z.output<typeof recordDto>;

export const previewInput = placeInput.extend({ content, recordId: uuid.optional() });
export type PreviewInput = z.output<typeof previewInput>;

export const issueDto = z.object({
  field: z.string(),
  key: z.string(),
  name: z.string(),
  line: z.number().int(),
  column: z.number().int(),
});

/** What the words look like; absent while they have faults. */
export const previewDto = z.object({
  issues: z.array(issueDto),
  subject: z.string().nullable(),
  /** A whole page for a sandboxed frame: the mail, or the letter as it reads. */
  html: z.string().nullable(),
  /** WhatsApp's parts with their values, and the numbered form that is registered with it. */
  bubble: z
    .object({
      header: z.string(),
      body: z.string(),
      footer: z.string(),
      button: z.string(),
      registered: z.string(),
    })
    .nullable(),
});
export type PreviewDto = z.output<typeof previewDto>;

export const sendTestInput = placeInput.extend({ content });
export type SendTestInput = z.output<typeof sendTestInput>;

export const pdfDto = z.object({ name: z.string(), base64: z.string() });
export type PdfDto = z.output<typeof pdfDto>;

export const welcomeLetterInput = z.object({ customerId: uuid });
export type WelcomeLetterInput = z.output<typeof welcomeLetterInput>;

export const nothing = z.object({});
