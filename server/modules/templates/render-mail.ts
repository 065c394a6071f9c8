import { renderMessage } from "@/emails/render-message";
import { PAY_WAYS_TITLE } from "./originals/pay-ways";
import type { Sender } from "./read-sender";
import { blocksToText, inlineToText } from "./rules/blocks-to-text";
import type { Content } from "./rules/content";
import { type FilledBlock, type FilledInline, fillBlocks } from "./rules/fill-blocks";
import { fillText } from "./rules/fill-text";
import type { Filling } from "./rules/format-value";
import { parseMarkdown } from "./rules/markdown";

type Paragraph = { children: FilledInline[] };

/** Subject and both bodies of a mail in the sender's brand. The words must have been checked (`checkContent`). */
export async function renderMail(
  content: Content,
  filling: Filling,
  sender: Pick<Sender, "brand" | "company">,
  payWays: readonly string[] = [],
): Promise<{ subject: string; html: string; text: string }> {
  const words = fillBlocks(parseMarkdown(content["body"] ?? ""), filling);
  const blocks = [...words, ...payWayBlocks(payWays, filling)];
  const footer = footerOf(sender);
  const first = blocks.find((block) => block.kind === "paragraph") as Paragraph | undefined;
  const html = await renderMessage({
    locale: filling.locale,
    preview: first ? inlineToText(first.children).slice(0, 120) : "",
    face: sender.brand,
    blocks,
    footer,
  });
  const subject = fillText(content["subject"] ?? "", filling)
    .replace(/\s+/g, " ")
    .trim();
  return { subject, html, text: `${blocksToText(blocks)}\n\n-- \n${footer.join("\n")}\n` };
}

/** The ways to pay below the words: text only, whatever stands in them. */
function payWayBlocks(payWays: readonly string[], { locale }: Filling): FilledBlock[] {
  if (payWays.length === 0) return [];
  const title = { kind: "text", text: PAY_WAYS_TITLE[locale] } as const;
  return [
    { kind: "paragraph", children: [{ kind: "strong", children: [title] }] },
    { kind: "list", items: payWays.map((text) => [{ kind: "text", text }]) },
  ];
}

/** Who writes: the company under its own and its legal name, where it is and how to reach it. */
function footerOf({ brand, company }: Pick<Sender, "brand" | "company">): string[] {
  const { legalName, address, phone, supportEmail } = company;
  const names = legalName && legalName !== brand.name ? [brand.name, legalName] : [brand.name];
  const reach = [address, phone, supportEmail].filter(Boolean);
  return [names.join(" · "), ...(reach.length > 0 ? [reach.join(" · ")] : [])];
}
