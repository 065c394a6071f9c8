import type { z } from "zod";
import { PanicHeld } from "@/server/outbound/panic-gate";
import type { Ctx } from "@/server/tenancy/context";
import { holdCommand, type HeldCommand } from "./hold-command";

/**
 * Sends one destructive command, or lists it when panic holds it back: what a drain does per command.
 * Returns `held` then; the job must not be retried, a person releases it. Other errors pass.
 */
export async function runOrHold<T, S extends z.ZodType>(
  ctx: Ctx,
  command: Omit<HeldCommand<S>, "heldBy">,
  send: () => Promise<T>,
): Promise<{ readonly held: false; readonly value: T } | { readonly held: true }> {
  try {
    return { held: false, value: await send() };
  } catch (error) {
    if (!(error instanceof PanicHeld)) throw error;
    await holdCommand(ctx, { ...command, heldBy: error.heldBy });
    return { held: true };
  }
}
