import { type Filling, formatValue } from "./format-value";
import type { Block, Inline, Target } from "./markdown";

/** Blocks with values in the place of variables: what mails and documents draw. */
export type FilledInline =
  | { kind: "text"; text: string }
  | { kind: "strong" | "em"; children: FilledInline[] }
  | { kind: "link"; children: FilledInline[]; href: string }
  | { kind: "break" };
export type FilledBlock =
  | { kind: "heading" | "paragraph"; children: FilledInline[] }
  | { kind: "list"; items: FilledInline[][] }
  /** A one-time code, set apart and large. */
  | { kind: "code"; text: string }
  | { kind: "button"; children: FilledInline[]; href: string };

/** Puts the values in. A button whose address is missing is left out; a link without one is its words. */
export function fillBlocks(blocks: readonly Block[], filling: Filling): FilledBlock[] {
  return blocks.flatMap((block): FilledBlock[] => {
    switch (block.kind) {
      case "list":
        return [{ kind: "list", items: block.items.map((item) => fillInline(item, filling)) }];
      case "button": {
        const href = hrefOf(block.target, filling);
        return href
          ? [{ kind: "button", children: fillInline(block.children, filling), href }]
          : [];
      }
      default: {
        const code = codeAlone(block.children, filling);
        if (code) return [{ kind: "code", text: code }];
        return [{ kind: block.kind, children: fillInline(block.children, filling) }];
      }
    }
  });
}

function codeAlone(children: readonly Inline[], filling: Filling): string | undefined {
  const [only] = children;
  if (children.length !== 1 || only?.kind !== "variable") return undefined;
  const isCode =
    Object.hasOwn(filling.variables, only.name) && filling.variables[only.name]?.kind === "code";
  return isCode ? formatValue(filling, only.name) : undefined;
}

function fillInline(children: readonly Inline[], filling: Filling): FilledInline[] {
  return children.flatMap((node): FilledInline[] => {
    switch (node.kind) {
      case "text":
      case "break":
        return [node];
      case "variable":
        return [{ kind: "text", text: formatValue(filling, node.name, node.format) }];
      case "link": {
        const href = hrefOf(node.target, filling);
        const inner = fillInline(node.children, filling);
        return href ? [{ kind: "link", children: inner, href }] : inner;
      }
      default:
        return [{ kind: node.kind, children: fillInline(node.children, filling) }];
    }
  });
}

/** Only web and mail addresses are links; everything else is no address. */
function hrefOf(target: Target, filling: Filling): string | undefined {
  const href = "variable" in target ? formatValue(filling, target.variable) : target.address;
  return /^(?:https?:\/\/|mailto:)[^\s<>"]+$/i.test(href) ? href : undefined;
}
