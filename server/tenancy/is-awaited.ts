import type { Ctx } from "./context";

/**
 * Does somebody wait for it, with a small question of their own? Then its statements are worth keeping parsed; jobs go
 * through many rows, and their statements are worth a plan that knows how many.
 */
export const isAwaited = ({ actor }: Ctx): boolean =>
  actor.kind !== "system" && actor.kind !== "webhook";
