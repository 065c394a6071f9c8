import type { Row } from "./schema";

/** One sentence of the router. */
export type Reply = {
  /** `!re`, `!done`, `!trap`, `!fatal`, `!empty`, or one of a later version. */
  readonly kind: string;
  readonly tag: string | undefined;
  readonly attributes: Row;
  /** Words without a name: the reason of `!fatal`. */
  readonly bare: readonly string[];
  /** Characters of all words, and a little for each. */
  readonly size: number;
};

const TAG = ".tag=";
const WORD_COST = 8;

/** A sentence's words in any order after the first; of an attribute given twice the last holds. Never throws. */
export function readReply(words: readonly string[]): Reply {
  const attributes: Record<string, string> = {};
  const bare: string[] = [];
  let tag: string | undefined;
  let size = 0;
  for (let i = 1; i < words.length; i++) {
    const word = words[i] ?? "";
    size += word.length + WORD_COST;
    if (word.charCodeAt(0) === 0x3d) {
      const end = word.indexOf("=", 1);
      if (end < 0) attributes[word.slice(1)] = "";
      else attributes[word.slice(1, end)] = word.slice(end + 1);
    } else if (word.startsWith(TAG)) tag = word.slice(TAG.length);
    else bare.push(word);
  }
  return { kind: words[0] ?? "", tag, attributes, bare, size };
}
