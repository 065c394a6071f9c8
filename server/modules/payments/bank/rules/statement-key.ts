import { hash } from "node:crypto";
import { foldText } from "@/server/kernel/fold-text";
import type { StatementLine } from "./read-movement";

/**
 * Names each line of one file, read in its order: what stands there, and its place among its equals. A line has the same
 * name in every file that shows its whole day, so files that overlap double nothing; whole days lose nothing. Pure but for
 * what it has named already.
 */
export function statementKeys(): (line: StatementLine) => string {
  const count = new Map<string, number>();
  return ({ movedOn, amountMinor, reference, text }) => {
    const plain = [movedOn, amountMinor, foldText(reference), foldText(text)].join("\n");
    const nth = count.get(plain) ?? 0;
    count.set(plain, nth + 1);
    return `${hash("sha256", plain, "hex")}:${nth}`;
  };
}
