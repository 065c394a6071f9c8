/** How a variable's value may be written, beside its kind's usual way. */
export const FORMATS = ["short", "long", "time"] as const;
export type Format = (typeof FORMATS)[number];

/** A variable where it stands in a text. */
export type Placeholder = { name: string; format?: Format; at: number; length: number };
export type TextPart = string | Placeholder;

const PLACEHOLDER = /\{\{ *([a-zA-Z][a-zA-Z0-9]{0,39}) *(?:\| *(short|long|time) *)?\}\}/y;

/** The placeholder that begins at `at`; undefined where none does. */
export function placeholderAt(source: string, at: number): Placeholder | undefined {
  PLACEHOLDER.lastIndex = at;
  const match = PLACEHOLDER.exec(source);
  if (!match?.[1]) return undefined;
  const { 0: whole, 1: name, 2: format } = match;
  return { name, ...(format && { format: format as Format }), at, length: whole.length };
}

/**
 * The template language, whole: text, and `{{variable}}` or `{{variable | format}}`. Nothing else means anything: no
 * expression, no path, no block. `broken` are the offsets of `{{` that begin no placeholder.
 */
export function parseText(source: string): { parts: TextPart[]; broken: number[] } {
  const parts: TextPart[] = [];
  const broken: number[] = [];
  let from = 0;
  for (let at = source.indexOf("{{"); at >= 0; at = source.indexOf("{{", at)) {
    const found = placeholderAt(source, at);
    if (!found) {
      broken.push(at);
      at += 2;
      continue;
    }
    if (at > from) parts.push(source.slice(from, at));
    parts.push(found);
    at += found.length;
    from = at;
  }
  if (from < source.length) parts.push(source.slice(from));
  return { parts, broken };
}

/** Where an offset stands, for people: lines and columns from 1. */
export function placeOf(source: string, at: number): { line: number; column: number } {
  const before = source.slice(0, at).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}
