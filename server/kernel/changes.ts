import { isDeepStrictEqual } from "node:util";

type Values = Record<string, unknown>;

/** Only what differs, before and after: what an event's `changes` payload holds. Null when nothing does. */
export function changesOf(before: Values, after: Values): { before: Values; after: Values } | null {
  const names = Object.keys(after).filter((name) => !isDeepStrictEqual(before[name], after[name]));
  if (names.length === 0) return null;
  const pick = (values: Values) =>
    Object.fromEntries(names.map((name) => [name, values[name] ?? null]));
  return { before: pick(before), after: pick(after) };
}
