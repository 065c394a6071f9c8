import { definitionOf, type TemplateChannel, type TemplateKey } from "./registry";

/** A template's words on one channel: field → text. */
export type Content = Record<string, string>;

/** The words in code of one language. */
export type Originals = Record<TemplateKey, Partial<Record<TemplateChannel, Content>>>;

/** One text that a tenant may write. */
export type ContentField = {
  readonly name: string;
  readonly maxLength: number;
  readonly kind: "line" | "plain" | "markdown";
  readonly optional?: true;
};

const MAIL: readonly ContentField[] = [
  { name: "subject", maxLength: 150, kind: "line" },
  { name: "body", maxLength: 10_000, kind: "markdown" },
];
/** Lengths are WhatsApp's own for message templates; `button` is the words of one that opens the variable `url`. */
const WHATSAPP: readonly ContentField[] = [
  { name: "header", maxLength: 60, kind: "line", optional: true },
  { name: "body", maxLength: 1024, kind: "plain" },
  { name: "footer", maxLength: 60, kind: "line", optional: true },
  { name: "button", maxLength: 25, kind: "line", optional: true },
];
const LETTER: readonly ContentField[] = [
  { name: "title", maxLength: 150, kind: "line" },
  { name: "body", maxLength: 8_000, kind: "markdown" },
];
/** Words above and below the lines of a document of billing. */
const NOTES: readonly ContentField[] = [
  { name: "header", maxLength: 600, kind: "plain", optional: true },
  { name: "footer", maxLength: 1_000, kind: "plain", optional: true },
];
const LETTERHEAD: readonly ContentField[] = [
  { name: "header", maxLength: 150, kind: "line", optional: true },
  { name: "footer", maxLength: 300, kind: "line", optional: true },
];

/** What can be written for a template on a channel, in the order of the form. */
export function fieldsOf(key: TemplateKey, channel: TemplateChannel): readonly ContentField[] {
  if (channel === "email") return MAIL;
  if (channel === "pdf") return paperFieldsOf(key);
  return definitionOf(key).variables["url"]
    ? WHATSAPP
    : WHATSAPP.filter(({ name }) => name !== "button");
}

function paperFieldsOf(key: TemplateKey): readonly ContentField[] {
  if (key === "documents.letterhead") return LETTERHEAD;
  return key.startsWith("billing.") ? NOTES : LETTER;
}

/** The template's words on a channel, of all words of one language; no field is absent. */
export function originalIn(
  originals: Originals,
  key: TemplateKey,
  channel: TemplateChannel,
): Content {
  const given = originals[key][channel] ?? {};
  return Object.fromEntries(fieldsOf(key, channel).map(({ name }) => [name, given[name] ?? ""]));
}
