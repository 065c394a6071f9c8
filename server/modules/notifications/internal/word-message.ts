import type { Tx } from "@/db/client";
import { readContent } from "@/server/modules/templates/read-content";
import { readSender, type Sender } from "@/server/modules/templates/read-sender";
import { foreignLinks } from "@/server/modules/templates/rules/own-links";
import { definitionOf, type MessageKey } from "@/server/modules/templates/rules/registry";
import type { Ctx } from "@/server/tenancy/context";
import type { MessageChannel, OutgoingMessage, Reach } from "../port";

/** Phones get WhatsApp's words, whatever carries them. */
export const wordsFor = ({ address }: Pick<MessageChannel, "address">): "email" | "whatsapp" =>
  address === "email" ? "email" : "whatsapp";

/** What is to be worded, and for whom. */
export type Wording = {
  id: string;
  template: MessageKey;
  to: Reach;
  channel: MessageChannel;
  /** All values, opened. */
  values: Readonly<Record<string, string>>;
  /** Words to try out instead of the saved ones. */
  draft?: Readonly<Record<string, string>> | undefined;
};

/** The message with its words and values in the sender's name; `foreign_link` when a link of it leads elsewhere. */
export async function wordMessage(
  ctx: Ctx,
  tx: Tx,
  { id, template, to, channel, values: given, draft }: Wording,
): Promise<OutgoingMessage | "foreign_link"> {
  const sender = await readSender(ctx, tx);
  const values = {
    companyName: sender.brand.name,
    ...(to.name && { name: to.name }),
    ...inPortal(template, given, sender),
  };
  const { variables } = definitionOf(template);
  if (foreignLinks(variables, values, sender.origins).length > 0) return "foreign_link";
  const place = { template, locale: to.locale, channel: wordsFor(channel) };
  const content = draft ?? (await readContent(ctx, tx, place)).content;
  const { timeZone } = sender;
  return { id, template, to, content, values, timeZone, idempotencyKey: `message:${id}` };
}

/** Of what customers are told, a path is one in their portal. */
function inPortal(
  template: MessageKey,
  values: Readonly<Record<string, string>>,
  { portalOrigin }: Sender,
): Readonly<Record<string, string>> {
  const { area, variables } = definitionOf(template);
  if (area !== "billing") return values;
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      variables[name]?.kind === "url" && /^\/(?!\/)/.test(value)
        ? `${portalOrigin}${value.replace(/^\/portal(?=\/|$)/, "").replace(/^\/$/, "")}`
        : value,
    ]),
  );
}
