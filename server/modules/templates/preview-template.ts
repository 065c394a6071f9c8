import { authorize } from "@/server/auth/authorize";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { requireChannel } from "./require-content";
import { sampleValues } from "./internal/sample-values";
import { readPayWays } from "./read-pay-ways";
import { readSender } from "./read-sender";
import { renderMail } from "./render-mail";
import { checkContent } from "./rules/check-content";
import { fillText } from "./rules/fill-text";
import type { Filling } from "./rules/format-value";
import { definitionOf } from "./rules/registry";
import { toPositional } from "./rules/whatsapp-form";
import type { Content } from "./rules/content";
import type { PreviewDto, PreviewInput } from "./schema";

/** What unsaved words would look like, filled with a real person's data or with samples; or what is wrong with them. Sends and saves nothing. */
export async function previewTemplate(ctx: Ctx, input: PreviewInput): Promise<PreviewDto> {
  authorize(ctx, "template.read");
  const { template, channel, locale, content, recordId } = input;
  requireChannel(template, channel);
  const { sender, values, payWays } = await inTenant(ctx, async (tx) => {
    const found = await readSender(ctx, tx);
    const filled = await sampleValues(ctx, tx, { template, sender: found, recordId });
    return {
      sender: found,
      values: filled,
      payWays: await readPayWays(ctx, tx, { template, values: filled }),
    };
  });
  const none = { subject: null, html: null, bubble: null };
  const issues = checkContent(template, channel, content);
  if (issues.length > 0) return { ...none, issues };
  const { variables } = definitionOf(template);
  const filling = { variables, values, locale, timeZone: sender.timeZone };
  if (channel === "whatsapp") return { ...none, issues, bubble: bubbleOf(content, filling) };
  const { subject, html } = await renderMail(asMail(content), filling, sender, payWays);
  // A frame in our page obeys our policy, which takes style attributes but no style sheet; those are for mailboxes.
  const framed = html.replaceAll(/<style>[^<]*<\/style>/g, "");
  return { ...none, issues, html: framed, subject: channel === "email" ? subject : null };
}

/** A letter reads as a mail with its title above; the paper itself is drawn by `server/pdf`. */
const asMail = ({ title, body = "", subject = "", header, footer }: Content): Content => ({
  subject: subject || title || "",
  body: title ? `# ${title}\n\n${body}` : body || [header, footer].filter(Boolean).join("\n\n"),
});

function bubbleOf(content: Content, filling: Filling): NonNullable<PreviewDto["bubble"]> {
  const part = (name: string) => fillText(content[name] ?? "", filling);
  return {
    header: part("header"),
    body: part("body"),
    footer: part("footer"),
    button: part("button"),
    registered: toPositional(content["body"] ?? "").text,
  };
}
