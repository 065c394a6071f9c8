import { Forbidden } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";

/** How long a proof of who one is counts for dangerous actions. */
export const PROOF_MINUTES = 10;

/**
 * Throws Forbidden("step_up_required") unless the person proved who they are in the last minutes. The screens ask for
 * the proof and try again (`app/_trpc/step-up.tsx`). Programs and our own work carry no person to ask.
 */
export function requireFresh(ctx: Pick<Ctx, "actor" | "now">): void {
  const { actor, now } = ctx;
  if (actor.kind !== "user" && actor.kind !== "platform") return;
  const provedAtMs = actor.provedAt?.getTime() ?? 0;
  if (now.getTime() - provedAtMs > PROOF_MINUTES * 60_000) throw new Forbidden("step_up_required");
}
