import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { autopays, paymentMethods } from "@/db/schema/cards";
import { record } from "@/server/events/record";
import { enqueue } from "@/server/jobs/enqueue";
import type { Ctx } from "@/server/tenancy/context";
import { forgetCard } from "./forget-card";

type Method = Pick<typeof paymentMethods.$inferSelect, "id" | "customerId" | "provider">;
type Ended = "removed" | "expired" | "refused";
export type AutopayEnd = "customer" | "staff" | "cardRemoved" | "cardExpired" | "cardRefused";

const WHY = { removed: "cardRemoved", expired: "cardExpired", refused: "cardRefused" } as const;
const FACTS = {
  removed: "paymentMethod.removed",
  expired: "paymentMethod.expired",
  refused: "paymentMethod.refused",
} as const;

/** A card is not charged any more, in the open transaction: automatic payment by it ends, and the gateway is to forget it. */
export async function endCard(ctx: Ctx, tx: Tx, method: Method, status: Ended): Promise<void> {
  const { id, customerId, provider } = method;
  const ended = await tx
    .update(paymentMethods)
    .set({ status, endedAt: ctx.now })
    .where(
      and(
        eq(paymentMethods.tenantId, ctx.tenantId),
        eq(paymentMethods.id, id),
        eq(paymentMethods.status, "active"),
      ),
    )
    .returning({ id: paymentMethods.id });
  if (ended.length === 0) return;
  await endAutopay(ctx, tx, { customerId, methodId: id, why: WHY[status] });
  record(ctx, FACTS[status], {
    entity: { type: "paymentMethod", id },
    payload: { customerId, provider },
  });
  enqueue(ctx, forgetCard, { methodId: id });
}

type Ending = { customerId: string; methodId?: string; why: AutopayEnd };

/** Automatic payment ends, in the open transaction; false: there was none (by this card). */
export async function endAutopay(
  ctx: Ctx,
  tx: Tx,
  { customerId, methodId, why }: Ending,
): Promise<boolean> {
  const { id, tenantId, endedAt } = autopays;
  const open = await tx
    .select({ id, endedAt })
    .from(autopays)
    .where(
      and(
        eq(tenantId, ctx.tenantId),
        eq(autopays.customerId, customerId),
        methodId ? eq(autopays.methodId, methodId) : undefined,
      ),
    )
    .for("update");
  const row = open.find((one) => one.endedAt === null);
  if (!row) return false;
  await tx
    .update(autopays)
    .set({ endedAt: ctx.now, endedWhy: why })
    .where(and(eq(tenantId, ctx.tenantId), eq(id, row.id)));
  record(ctx, "autopay.turnedOff", {
    entity: { type: "autopay", id: row.id },
    payload: { customerId, why },
  });
  return true;
}
