import { TramaError } from "@/server/kernel/errors";

/**
 * Is it one of ours? By shape, not by class: main.ts and Next load the classes twice,
 * and an adapter made in one graph may throw into the other.
 */
export function isTramaError(error: unknown): error is TramaError {
  if (error instanceof TramaError) return true;
  if (!(error instanceof Error)) return false;
  const { code, key, params } = error as Partial<TramaError>;
  return typeof code === "string" && typeof key === "string" && typeof params === "object";
}
