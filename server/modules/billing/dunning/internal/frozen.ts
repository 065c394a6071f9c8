import { panicDecision } from "@/server/panic/check-panic";
import type { Ctx } from "@/server/tenancy/context";

/** No integration in particular: what the ladder does reaches all of them. */
const EVERYWHERE = { id: "dunning", vendor: "dunning" };

/** What the panic switches hold back now: the whole ladder, or its cuts. */
export async function frozen(ctx: Ctx): Promise<{ ladder: boolean; cuts: boolean }> {
  const held = async (actionClass: "dunning" | "cut") =>
    (await panicDecision(ctx, EVERYWHERE, actionClass)).kind !== "send";
  return { ladder: await held("dunning"), cuts: await held("cut") };
}
