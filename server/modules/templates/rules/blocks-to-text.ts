import type { FilledBlock, FilledInline } from "./fill-blocks";

/** The text part of a mail: the same words, with addresses written out. */
export function blocksToText(blocks: readonly FilledBlock[]): string {
  return blocks
    .map((block) => {
      switch (block.kind) {
        case "list":
          return block.items.map((item) => `- ${inlineToText(item)}`).join("\n");
        case "button":
          return `${inlineToText(block.children)}:\n${block.href}`;
        case "code":
          return block.text;
        default:
          return inlineToText(block.children);
      }
    })
    .join("\n\n");
}

/** One run of text without marks. */
export function inlineToText(children: readonly FilledInline[]): string {
  return children
    .map((node) => {
      switch (node.kind) {
        case "text":
          return node.text;
        case "break":
          return "\n";
        case "link":
          return `${inlineToText(node.children)} (${node.href})`;
        default:
          return inlineToText(node.children);
      }
    })
    .join("");
}
