import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { StatementLine } from "./read-movement";
import { statementKeys } from "./statement-key";

/** A month as the bank has it, in its order; few texts and amounts, so that many lines are equal. */
const month = fc
  .array(
    fc.record({
      movedOn: fc.integer({ min: 1, max: 9 }).map((day) => `2026-03-0${day}`),
      amountMinor: fc.constantFrom(5_000, 8_900, -100),
      reference: fc.constantFrom("", "0012"),
      text: fc.constantFrom("YAPE", "Yape ", "TRANSFERENCIA"),
    }),
    { maxLength: 60 },
  )
  .map((lines) =>
    lines.toSorted((a, b) => (a.movedOn < b.movedOn ? -1 : a.movedOn > b.movedOn ? 1 : 0)),
  );
const keysOf = (lines: readonly StatementLine[]) => lines.map(statementKeys());
const span = fc.tuple(fc.nat(), fc.nat());
const cut = <T>(lines: readonly T[], [a, b]: [number, number]) => {
  const [from, to] = [a % (lines.length + 1), b % (lines.length + 1)];
  return { from: Math.min(from, to), to: Math.max(from, to) };
};

describe("lines of statements", () => {
  test("of one file are each a movement of its own, also those that read the same", () => {
    fc.assert(
      fc.property(month, (lines) => {
        expect(new Set(keysOf(lines)).size).toBe(lines.length);
      }),
    );
  });

  test("of files that show whole days are taken once each, however the files overlap and in whatever order they come", () => {
    fc.assert(
      fc.property(month, fc.array(span, { minLength: 1, maxLength: 5 }), (lines, spans) => {
        const taken = new Set<string>();
        const shown = new Set<number>();
        for (const [a, b] of spans) {
          const [first, last] = [Math.min(a % 10, b % 10), Math.max(a % 10, b % 10)];
          const file = lines.filter(
            ({ movedOn }) => Number(movedOn.at(-1)) >= first && Number(movedOn.at(-1)) <= last,
          );
          for (const line of file) shown.add(lines.indexOf(line));
          for (const key of keysOf(file)) taken.add(key);
        }
        expect(taken.size).toBe(shown.size);
      }),
    );
  });

  test("of files that begin or end in the middle of a day are never taken twice", () => {
    fc.assert(
      fc.property(month, fc.array(span, { minLength: 1, maxLength: 5 }), (lines, spans) => {
        const whole = new Set(keysOf(lines));
        const taken = new Set<string>();
        for (const one of spans) {
          const { from, to } = cut(lines, one);
          for (const key of keysOf(lines.slice(from, to))) taken.add(key);
        }
        expect([...taken].filter((key) => !whole.has(key))).toEqual([]);
      }),
    );
  });
});
