import { Invalid } from "@/server/kernel/errors";
import { checkContent } from "./rules/check-content";
import type { Content } from "./rules/content";
import { definitionOf, type TemplateChannel, type TemplateKey } from "./rules/registry";

/** Throws `Invalid` beside the field of the first fault, with its place; or for a channel that the template has not. */
export function requireContent(
  template: TemplateKey,
  channel: TemplateChannel,
  content: Content,
): void {
  requireChannel(template, channel);
  const [first] = checkContent(template, channel, content);
  if (!first) return;
  const { field, key, name, line, column } = first;
  throw new Invalid("template_invalid", { name, line, column }, { fields: { [field]: key } });
}

/** Throws `Invalid` for a channel that the template has not. */
export function requireChannel(template: TemplateKey, channel: TemplateChannel): void {
  if (!definitionOf(template).channels.includes(channel)) throw new Invalid("template_no_channel");
}
