import { renderLetter } from "@/server/pdf/render-letter";
import type { Ctx, Locale } from "@/server/tenancy/context";
import { readLetterhead } from "../read-letterhead";
import type { Sender } from "../read-sender";
import type { Content } from "../rules/content";
import { fillBlocks } from "../rules/fill-blocks";
import { fillText } from "../rules/fill-text";
import type { Values } from "../rules/format-value";
import { parseMarkdown } from "../rules/markdown";
import { definitionOf, type TemplateKey } from "../rules/registry";

/** A document to draw: its words, what fills them, and the words of the letterhead where those are being tried out. */
export type DocumentInput = {
  template: TemplateKey;
  content: Content;
  values: Values;
  locale: Locale;
  sender: Sender;
  letterhead?: Content;
};

/** The document as PDF under the tenant's letterhead. Outside any transaction. */
export async function renderDocument(ctx: Ctx, input: DocumentInput): Promise<Uint8Array> {
  const { template, content, values, locale, sender, letterhead } = input;
  const { timeZone } = sender;
  const filling = { variables: definitionOf(template).variables, values, locale, timeZone };
  const url = values["url"];
  return renderLetter({
    title: fillText(content["title"] ?? "", filling) || sender.brand.name,
    locale,
    at: ctx.now,
    head: await readLetterhead(ctx, { locale, sender, words: letterhead }),
    date: new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone }).format(ctx.now),
    blocks: fillBlocks(parseMarkdown(content["body"] ?? notesOf(content)), filling),
    qr: url && url.length <= 500 ? url : null,
  });
}

/** A document of billing has words above and below its lines: alone, they read one after the other. */
const notesOf = ({ header, footer }: Content): string =>
  [header, footer].filter(Boolean).join("\n\n");
