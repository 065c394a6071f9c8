import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** Files of `server/` that may be long, each with its reason (parsers, catalogues). */
const LONG: Record<string, string> = {
  "server/events/catalog.ts": "a catalogue",
  "server/testing/foreign-inputs.ts": "a catalogue: one line a procedure",
  "server/auth/permissions.ts": "a catalogue",
  "server/laws/database-gates.ts": "a catalogue of gates",
  "server/env.ts": "a catalogue of variables",
};

const sizes = execFileSync("git", ["ls-files", "server/**/*.ts", "server/*.ts"], {
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => file && !file.endsWith(".test.ts"))
  .filter((file) => !(file in LONG))
  .map((file) => ({ file, lines: readFileSync(file, "utf8").trimEnd().split("\n").length }))
  .sort((a, b) => a.lines - b.lines);
const quantile = (q: number) => sizes[Math.floor(sizes.length * q)]?.lines ?? 0;

test("the median file of server/ has at most 60 lines and nine in ten have at most 150", () => {
  expect(sizes.length).toBeGreaterThan(30);
  expect(quantile(0.5)).toBeLessThanOrEqual(60);
  expect(quantile(0.9)).toBeLessThanOrEqual(150);
});

test("no file of server/ is over 300 lines", () => {
  expect(sizes.filter(({ lines }) => lines > 300)).toEqual([]);
});
