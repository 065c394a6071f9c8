import { type Format, placeholderAt } from "./parse-text";

/** Where a link leads: a variable of kind `url`, or an address typed into the text. */
export type Target = { variable: string } | { address: string };
export type Inline =
  | { kind: "text"; text: string }
  | { kind: "variable"; name: string; format?: Format }
  | { kind: "strong" | "em"; children: Inline[] }
  | { kind: "link"; children: Inline[]; target: Target; at: number }
  | { kind: "break" };
export type Block =
  | { kind: "heading" | "paragraph"; children: Inline[] }
  | { kind: "list"; items: Inline[][] }
  | { kind: "button"; children: Inline[]; target: Target; at: number };

/**
 * The subset of Markdown that mails and letters know: paragraphs, `# heading`, `- list`, **strong**, _em_, links. A link
 * alone in its paragraph is a button. HTML is text. Variables are leaves: no value can become markup. Never throws.
 */
export function parseMarkdown(source: string): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  for (const chunk of source.replaceAll("\r\n", "\n").split(/(\n{2,})/)) {
    if (chunk.trim()) blocks.push(...blocksOf(chunk, at));
    at += chunk.length;
  }
  return blocks;
}

function blocksOf(chunk: string, at: number): Block[] {
  const heading = /^#{1,3} +(.*)\n?/.exec(chunk);
  if (heading) {
    const rest = chunk.slice(heading[0].length);
    const title: Block = { kind: "heading", children: parseInline(heading[1] ?? "", at) };
    return rest.trim() ? [title, ...blocksOf(rest, at + heading[0].length)] : [title];
  }
  const lines = chunk.split("\n").filter((line) => line.trim());
  if (lines.every((line) => /^ {0,3}[-*] +/.test(line)))
    return [
      {
        kind: "list",
        items: lines.map((line) => parseInline(line.replace(/^ {0,3}[-*] +/, ""), at)),
      },
    ];
  const children = parseInline(chunk.trim(), at + chunk.length - chunk.trimStart().length);
  const [only] = children;
  if (children.length === 1 && only?.kind === "link") return [{ ...only, kind: "button" }];
  return [{ kind: "paragraph", children }];
}

/** Text within a block. `offset` is where it stands in the whole, for messages about it. */
function parseInline(source: string, offset: number): Inline[] {
  const found: Inline[] = [];
  let text = "";
  const push = (node: Inline, length: number, at: number): number => {
    if (text) found.push({ kind: "text", text });
    text = "";
    found.push(node);
    return at + length;
  };
  for (let at = 0; at < source.length;) {
    const next = nodeAt(source, at, offset);
    if (next) at = push(next.node, next.length, at);
    else {
      // A backslash before a mark makes it a letter.
      if (source[at] === "\\" && /[\\*_[\]#-]/.test(source[at + 1] ?? "")) at += 1;
      text += source[at];
      at += 1;
    }
  }
  if (text) found.push({ kind: "text", text });
  return found;
}

function nodeAt(
  source: string,
  at: number,
  offset: number,
): { node: Inline; length: number } | undefined {
  switch (source[at]) {
    case "\n":
      return { node: { kind: "break" }, length: 1 };
    case "{": {
      const found = placeholderAt(source, at);
      if (!found) return undefined;
      const { name, format, length } = found;
      return { node: { kind: "variable", name, ...(format && { format }) }, length };
    }
    case "*":
      return between(source, at, "**", "strong", offset);
    case "_":
      return /\w/.test(source[at - 1] ?? "") ? undefined : between(source, at, "_", "em", offset);
    case "[":
      return linkAt(source, at, offset);
    default:
      return undefined;
  }
}

function between(source: string, at: number, mark: string, kind: "strong" | "em", offset: number) {
  if (!source.startsWith(mark, at)) return undefined;
  const from = at + mark.length;
  const end = source.indexOf(mark, from);
  if (end <= from || source.slice(from, end).includes("\n")) return undefined;
  if (mark === "_" && /\w/.test(source[end + 1] ?? "")) return undefined;
  const children = parseInline(source.slice(from, end), offset + from);
  return { node: { kind, children } as const, length: end + mark.length - at };
}

const LINK = /\[([^[\]\n]{1,200})\]\(([^()\s]{1,500}|\{\{ *[a-zA-Z0-9]+ *\}\})\)/y;

function linkAt(source: string, at: number, offset: number) {
  LINK.lastIndex = at;
  const [whole, label, target] = LINK.exec(source) ?? [];
  if (!whole || !label || !target) return undefined;
  const placeholder = placeholderAt(target, 0);
  const leads: Target =
    placeholder?.length === target.length ? { variable: placeholder.name } : { address: target };
  const children = parseInline(label, offset + at + 1);
  return {
    node: { kind: "link", children, target: leads, at: offset + at } as const,
    length: whole.length,
  };
}
