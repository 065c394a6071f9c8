import { type Filling, formatValue } from "./format-value";
import { parseText } from "./parse-text";

/** A plain text (subject, WhatsApp body) with its variables' values. What a value contains is never read again. */
export function fillText(source: string, filling: Filling): string {
  return parseText(source)
    .parts.map((part) =>
      typeof part === "string" ? part : formatValue(filling, part.name, part.format),
    )
    .join("");
}
