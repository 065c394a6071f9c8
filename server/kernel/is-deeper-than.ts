/** Levels of lists and objects that any input may have; what we take ourselves has five. */
export const MAX_INPUT_DEPTH = 32;

/**
 * Is the value nested deeper than `levels` lists and objects? Goes no deeper than that itself, so that it never runs out
 * of stack where what comes after it (validation, canonical JSON) would.
 */
export function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((inner) => isDeeperThan(inner, levels - 1));
}
