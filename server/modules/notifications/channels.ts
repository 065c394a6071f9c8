import { consoleChannel } from "./internal/console-channel";
import { emailChannel } from "./internal/email-channel";
import { whatsappChannel } from "./internal/whatsapp-channel";
import type { MessageChannel } from "./port";

/** Every way there is. SMS joins it with its vendor. */
const channels: MessageChannel[] = [whatsappChannel, emailChannel, consoleChannel];
const ORDER = ["whatsapp", "sms", "email", "console"] as const;

/** All channels in the given order, or in the usual one. */
export const channelsIn = (
  order: readonly MessageChannel["name"][] = ORDER,
): readonly MessageChannel[] =>
  order.flatMap((name) => channels.filter((channel) => channel.name === name));

/** Adds a channel from outside (a vendor's, a test's); returns what takes it out again. */
export function registerChannel(channel: MessageChannel): () => void {
  channels.push(channel);
  return () => void channels.splice(channels.indexOf(channel), 1);
}
