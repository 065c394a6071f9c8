import { parseText } from "./parse-text";
import type { Content } from "./content";

/** A text of a WhatsApp template: variables by position, as the Cloud API registers them, and their names in order. */
export type PositionalText = { text: string; variables: string[] };

/** The stored form of a WhatsApp template: what issue 4 registers with Meta. */
export type WhatsAppForm = {
  header: PositionalText | null;
  body: PositionalText;
  footer: string | null;
  button: { label: string; variable: "url" } | null;
};

/** Named variables → {{1}}, {{2}}…; a name used twice keeps its number, and numbers have no gap. */
export function toPositional(source: string): PositionalText {
  const variables: string[] = [];
  const text = parseText(source)
    .parts.map((part) => {
      if (typeof part === "string") return part;
      if (!variables.includes(part.name)) variables.push(part.name);
      return `{{${variables.indexOf(part.name) + 1}}}`;
    })
    .join("");
  return { text, variables };
}

/** The whole template in positional form. */
export function toWhatsAppForm(content: Content): WhatsAppForm {
  const { header, body = "", footer, button } = content;
  return {
    header: header ? toPositional(header) : null,
    body: toPositional(body),
    footer: footer || null,
    button: button ? { label: button, variable: "url" } : null,
  };
}
