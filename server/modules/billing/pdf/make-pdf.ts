import { readSettings } from "@/server/modules/tenants/get-settings";
import { waysFor, wayText } from "@/server/modules/tenants/rules/pay-ways";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Tx } from "@/db/client";
import { toMajor } from "@/server/kernel/money";
import { readContent } from "@/server/modules/templates/read-content";
import { readLetterhead } from "@/server/modules/templates/read-letterhead";
import { readSender } from "@/server/modules/templates/read-sender";
import type { Content } from "@/server/modules/templates/rules/content";
import { fillText } from "@/server/modules/templates/rules/fill-text";
import { definitionOf, type TemplateKey } from "@/server/modules/templates/rules/registry";
import type { PdfDto } from "@/server/modules/templates/schema";
import type { Ctx, Locale } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import type { Frame, Recipient } from "./frame";
import { renderSheet } from "./render-sheet";
import type { Sheet } from "./sheet";
import { speechOf } from "./words";

/** What a verb has read of its document, ready to be put on paper. */
export type Draft = {
  template: Extract<TemplateKey, `billing.${string}`>;
  /** The file's name without its ending. */
  name: string;
  /** Of the customer: the document speaks to them. */
  locale: string;
  currency: string;
  /** The instant that the file states: the document's own, so that its bytes stay the same. */
  at: Date;
  recipient: Recipient;
  number: string;
  totalMinor: number;
  /** For the notes: day of payment, path in the portal. */
  dueOn?: string;
  path: string;
  /** Of the page on which it can be paid without signing in, in the portal; absent: nothing is to be paid. */
  payPath?: string | undefined;
  sheet(frame: Frame): Sheet;
};

/** Reads a document that the caller may see; throws `NotFound` for another. */
export type ReadDraft = (tx: Tx) => Promise<Draft>;
/** Words that are not saved, in the language they are written in. */
export type Tried = { content: Content; locale: Locale };

/** Reads a document in a transaction, and draws it outside of it in the tenant's brand and words. */
export async function makePdf(ctx: Ctx, read: ReadDraft): Promise<PdfDto> {
  const { sheet, name } = await composeSheet(ctx, read);
  return drawPdf(sheet, name);
}

/** A sheet as a file. */
export async function drawPdf(sheet: Sheet, name: string): Promise<PdfDto> {
  const bytes = await renderSheet(sheet);
  return { name: `${name}.pdf`, base64: Buffer.from(bytes).toString("base64") };
}

/** The document with every text ready, in the tenant's saved words or those that are being tried. */
export async function composeSheet(
  ctx: Ctx,
  read: ReadDraft,
  tried?: Tried,
): Promise<{ sheet: Sheet; name: string }> {
  const { draft, sender, content, country, payWays } = await inTenant(ctx, async (tx) => {
    const found = await read(tx);
    const locale = tried?.locale ?? localeOf(found.locale);
    const { country } = await tenantFacts(ctx, tx);
    const place = { template: found.template, channel: "pdf", locale } as const;
    return {
      draft: found,
      country,
      sender: await readSender(ctx, tx),
      payWays: waysFor((await readSettings(ctx, tx, "paying")).data.ways, found.currency),
      content: tried?.content ?? (await readContent(ctx, tx, place)).content,
    };
  });
  const locale = tried?.locale ?? localeOf(draft.locale);
  const filling = {
    ...{ locale, timeZone: sender.timeZone },
    variables: definitionOf(draft.template).variables,
    values: {
      name: draft.recipient.name,
      companyName: sender.brand.name,
      number: draft.number,
      total: `${toMajor(draft.totalMinor, draft.currency)} ${draft.currency}`,
      url: `${sender.portalOrigin}${draft.path}`,
      ...(draft.dueOn && { dueOn: draft.dueOn }),
    },
  };
  const sheet = draft.sheet({
    speech: speechOf(locale, country, draft.currency),
    head: await readLetterhead(ctx, { locale, sender }),
    ...{ at: draft.at, issuer: sender.company, recipient: draft.recipient },
    payWays: payWays.map(wayText),
    payUrl: draft.payPath === undefined ? null : `${sender.portalOrigin}${draft.payPath}`,
    before: fillText(content["header"] ?? "", filling),
    after: fillText(content["footer"] ?? "", filling),
  });
  return { sheet, name: draft.name };
}

const localeOf = (text: string): Locale => (text === "en" || text === "pt" ? text : "es");
