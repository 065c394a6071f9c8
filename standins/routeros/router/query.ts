import type { Values } from "./spec";
import { Trap } from "./trap";

/**
 * The API's query words: a stack of booleans. `?name` present, `?-name` absent, `?name=v` (also `?=name=v`), `?<name=v`,
 * `?>name=v`, `?#` with `!` `&` `|` `.` and an index that pushes a copy. A row passes where no false is left.
 */
export function matches(row: Values, queries: readonly string[]): boolean {
  const stack: boolean[] = [];
  for (const query of queries) {
    const word = query.slice(1);
    if (word.startsWith("#")) operate(stack, word.slice(1));
    else stack.push(test(row, word));
  }
  return stack.every(Boolean);
}

function test(row: Values, word: string): boolean {
  if (word.startsWith("-")) return row[word.slice(1)] === undefined;
  const sign = /^[<>=]/.exec(word)?.[0];
  const rest = sign ? word.slice(1) : word;
  const cut = rest.indexOf("=");
  if (cut < 0) return row[rest] !== undefined;
  const [has, wanted] = [row[rest.slice(0, cut)], rest.slice(cut + 1)];
  if (has === undefined) return false;
  if (sign === "<" || sign === ">") return compare(has, wanted) === (sign === "<" ? -1 : 1);
  return has === wanted || has === BOOLEANS[wanted];
}

const BOOLEANS: Record<string, string> = { yes: "true", no: "false" };

function compare(left: string, right: string): -1 | 0 | 1 {
  const number = /^\d+$/.test(left) && /^\d+$/.test(right);
  const [a, b] = number ? [Number(left), Number(right)] : [left, right];
  return a < b ? -1 : a > b ? 1 : 0;
}

function operate(stack: boolean[], operations: string): void {
  for (const [operation] of operations.matchAll(/\d+\.?|./g)) {
    if (/^\d/.test(operation)) stack.push(stack.at(-1 - Number.parseInt(operation, 10)) ?? true);
    else if (operation === "!") stack.push(!(stack.pop() ?? true));
    else if (operation === "&") stack.push(both(stack, (a, b) => a && b));
    else if (operation === "|") stack.push(both(stack, (a, b) => a || b));
    else if (operation === ".") stack.push(stack.at(-1) ?? true);
    else throw new Trap("failure: invalid query", 5);
  }
}

function both(stack: boolean[], join: (a: boolean, b: boolean) => boolean): boolean {
  const right = stack.pop() ?? true;
  return join(stack.pop() ?? true, right);
}
