import { type Content, type ContentField, fieldsOf } from "./content";
import { type Block, type Inline, parseMarkdown, type Target } from "./markdown";
import { parseText, placeOf } from "./parse-text";
import { definitionOf, type TemplateChannel, type TemplateKey } from "./registry";

/** What is wrong with a text, and where: `key` names the sentence under `errors`; line and column count from 1. */
export type ContentIssue = {
  field: string;
  key: string;
  name: string;
  line: number;
  column: number;
};

type Found = { key: string; name?: string; at?: number };

/**
 * Everything that keeps a tenant's words from being used: empty or too long, a placeholder that is none, a variable
 * that the template has not, a link that leads nowhere or elsewhere, or the one thing missing that the message is for.
 */
export function checkContent(
  template: TemplateKey,
  channel: TemplateChannel,
  content: Content,
): ContentIssue[] {
  const fields = fieldsOf(template, channel);
  const issues = fields.flatMap((field) => {
    const text = Object.hasOwn(content, field.name) ? (content[field.name] ?? "") : "";
    return checkField(template, field, text).map(({ key, name = "", at = 0 }) => ({
      ...{ field: field.name, key, name },
      ...placeOf(text, at),
    }));
  });
  for (const field of Object.keys(content))
    if (!fields.some(({ name }) => name === field))
      issues.push({ field, key: "template_unknown_field", name: field, line: 1, column: 1 });
  return issues.length > 0 ? issues : missing(template, channel, content);
}

function checkField(template: TemplateKey, field: ContentField, text: string): Found[] {
  if (text.trim() === "") return field.optional ? [] : [{ key: "template_empty" }];
  // A text that is too long is not read at all.
  if (text.length > field.maxLength)
    return [{ key: "template_too_long", name: String(field.maxLength), at: field.maxLength }];
  const control = (field.kind === "line" ? /[\p{Cc}\u2028\u2029]/u : /[^\P{Cc}\n\t]/u).exec(
    text.replaceAll("\r\n", field.kind === "line" ? "\r\n" : "\n"),
  );
  if (control) return [{ key: "template_control", at: control.index }];
  return [...checkPlaceholders(template, text), ...checkLinks(template, field, text)];
}

function checkPlaceholders(template: TemplateKey, text: string): Found[] {
  const { variables } = definitionOf(template);
  const { parts, broken } = parseText(text);
  return [
    ...broken.map((at) => ({ key: "template_broken_placeholder", at })),
    ...parts.flatMap((part): Found[] => {
      if (typeof part === "string") return [];
      const { name, at, format } = part;
      if (!Object.hasOwn(variables, name)) return [{ key: "template_unknown_variable", name, at }];
      return format && variables[name]?.kind !== "date"
        ? [{ key: "template_bad_format", name, at }]
        : [];
    }),
  ];
}

function checkLinks(template: TemplateKey, field: ContentField, text: string): Found[] {
  const { variables, ownLinksOnly } = definitionOf(template);
  const typed = ownLinksOnly ? /\bhttps?:|\bwww\./i.exec(text) : null;
  if (typed) return [{ key: "template_own_links_only", at: typed.index }];
  if (field.kind !== "markdown") return [];
  return linksOf(parseMarkdown(text)).flatMap(({ target, at }): Found[] => {
    if ("variable" in target) {
      const known = Object.hasOwn(variables, target.variable);
      const isUrl = known && variables[target.variable]?.kind === "url";
      return known && !isUrl ? [{ key: "template_bad_link", name: target.variable, at }] : [];
    }
    if (ownLinksOnly) return [{ key: "template_own_links_only", at }];
    return isAddress(target.address)
      ? []
      : [{ key: "template_bad_link", name: target.address.slice(0, 60), at }];
  });
}

function isAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && ["https:", "http:", "mailto:"].includes(url.protocol) && !url.username;
}

function linksOf(blocks: readonly Block[]): { target: Target; at: number }[] {
  return blocks.flatMap((block) => {
    if (block.kind === "list") return block.items.flatMap(inlineLinks);
    const inner = inlineLinks(block.children);
    return block.kind === "button" ? [block, ...inner] : inner;
  });
}

const inlineLinks = (children: readonly Inline[]): { target: Target; at: number }[] =>
  children.flatMap((node) =>
    "children" in node
      ? [...(node.kind === "link" ? [node] : []), ...inlineLinks(node.children)]
      : [],
  );

/** The variables without which the message is worth nothing must stand in its body (a WhatsApp button carries `url`). */
function missing(
  template: TemplateKey,
  channel: TemplateChannel,
  content: Content,
): ContentIssue[] {
  const body = content["body"] ?? "";
  const used = new Set(
    parseText(body).parts.flatMap((part) => (typeof part === "string" ? [] : [part.name])),
  );
  if (channel === "whatsapp" && content["button"]?.trim()) used.add("url");
  return definitionOf(template)
    .must.filter((name) => !used.has(name))
    .map((name) => ({
      ...{ field: "body", key: "template_missing_variable", name },
      ...placeOf(body, body.length),
    }));
}
