import { renderLetter } from "@/server/pdf/render-letter";
import { flattenLogo } from "@/server/pdf/flatten-logo";
import { brandForPdf } from "@/server/modules/tenants/brand-for-mail";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { Ctx, Locale } from "@/server/tenancy/context";
import { readContent } from "../read-content";
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
  const { template, content, values, locale, sender } = input;
  const { timeZone } = sender;
  const filling = { variables: definitionOf(template).variables, values, locale, timeZone };
  const url = values["url"];
  return renderLetter({
    title: fillText(content["title"] ?? "", filling) || sender.brand.name,
    locale,
    at: ctx.now,
    head: await headOf(ctx, input),
    date: new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone }).format(ctx.now),
    blocks: fillBlocks(parseMarkdown(content["body"] ?? ""), filling),
    qr: url && url.length <= 500 ? url : null,
  });
}

async function headOf(ctx: Ctx, { locale, sender, letterhead }: DocumentInput) {
  const place = { template: "documents.letterhead", channel: "pdf", locale } as const;
  const words = letterhead ?? (await inTenant(ctx, (tx) => readContent(ctx, tx, place))).content;
  const brand = await brandForPdf(ctx.tenantId);
  const { company, timeZone } = sender;
  const { variables } = definitionOf(place.template);
  const given = Object.entries({ ...company, companyName: brand.name }).filter(([, text]) => text);
  const filling = { variables, values: Object.fromEntries(given), locale, timeZone };
  return {
    ...{ name: brand.name, text: brand.text, fill: brand.fill },
    logo: brand.logo && (await flattenLogo(brand.logo)),
    header: tidy(fillText(words["header"] ?? "", filling)),
    footer: tidy(fillText(words["footer"] ?? "", filling)),
  };
}

/** What the company has not said leaves no dot behind. */
const tidy = (line: string): string =>
  line
    .split("·")
    .map((part) => part.trim())
    .filter(Boolean)
    .join(" · ");
