import { and, eq } from "drizzle-orm";
import { bankMovements } from "@/db/schema/bank";
import { authorize } from "@/server/auth/authorize";
import { Conflict, Invalid, NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { accept } from "./accept-movement";
import { suggest } from "./internal/suggest";
import { lockMovement } from "./internal/movement-row";
import { weighMovements } from "./internal/weigh-movements";
import type { Verdict } from "./rules/judge";
import type { AcceptedCertainDto } from "./schema";

/** Of one call: each is a transaction of its own. */
const AT_ONCE = 200;

/**
 * Takes every movement whose match is certain, each by itself and each looked at again in its own transaction: what is no
 * longer certain waits for a person. Nothing is taken by its amount alone.
 */
export async function acceptCertain(ctx: Ctx): Promise<AcceptedCertainDto> {
  authorize(ctx, "bank.match");
  const certain = await inTenant(ctx, async (tx) => {
    await suggest(ctx, tx);
    return tx
      .select({ id: bankMovements.id })
      .from(bankMovements)
      .where(
        and(
          eq(bankMovements.tenantId, ctx.tenantId),
          eq(bankMovements.status, "waiting"),
          eq(bankMovements.confidence, "certain"),
        ),
      )
      .orderBy(bankMovements.movedOn, bankMovements.id);
  });
  let accepted = 0;
  for (const { id } of certain.slice(0, AT_ONCE)) accepted += (await acceptOne(ctx, id)) ? 1 : 0;
  if (accepted > 0) await inTenant(ctx, (tx) => suggest(ctx, tx));
  return { accepted, left: Math.max(0, certain.length - AT_ONCE) };
}

/** Takes one that is still certain; what two people want at once, or a rule forbids, waits for a person. */
async function acceptOne(ctx: Ctx, movementId: string): Promise<boolean> {
  try {
    return await inTenant(ctx, async (tx) => {
      const row = await lockMovement(ctx, tx, movementId);
      const verdict = (await weighMovements(ctx, tx, [row])).get(movementId);
      const as = verdict && asOf(verdict);
      if (row.status !== "waiting" || verdict?.confidence !== "certain" || !as) return false;
      await accept(ctx, tx, { movementId, as, evenSo: false });
      return true;
    });
  } catch (error) {
    if ([Conflict, Invalid, NotFound].some((kind) => error instanceof kind)) return false;
    throw error;
  }
}

/** What accepting a verdict means; undefined: it names nobody. */
function asOf({ paymentId, proofId, customerId }: Verdict) {
  if (paymentId) return { kind: "payment" as const, id: paymentId };
  if (proofId) return { kind: "proof" as const, id: proofId };
  return customerId ? { kind: "customer" as const, id: customerId } : undefined;
}
