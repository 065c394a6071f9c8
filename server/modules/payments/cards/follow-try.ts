import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { paymentMethods } from "@/db/schema/cards";
import type { paymentAttempts } from "@/db/schema/payments";
import { record } from "@/server/events/record";
import type { Ctx } from "@/server/tenancy/context";
import { endCard } from "./end-card";
import { readPlans } from "./internal/read-plans";
import { declineKind } from "./rules/decline-kind";

type Attempt = typeof paymentAttempts.$inferSelect;
const FAILED = new Set(["rejected", "expired", "cancelled"]);

/**
 * A charge of a kept card is decided, in the transaction that writes it down and after it: states what became of it, once. A
 * card that the bank will never let be charged is charged no more.
 */
export async function followTry(
  ctx: Ctx,
  tx: Tx,
  attempt: Attempt,
  { status, reason }: { status: string; reason: string },
): Promise<void> {
  const { autopayInvoiceId: invoiceId, methodId, customerId, currency, amountMinor } = attempt;
  if (invoiceId === null || methodId === null || status === attempt.status) return;
  const tryNumber = attempt.tryNumber ?? 1;
  const entity = { type: "paymentMethod", id: methodId } as const;
  const fact = { customerId, invoiceId, currency, amountMinor, tryNumber };
  if (status === "approved") record(ctx, "autopay.charged", { entity, payload: fact });
  if (!FAILED.has(status)) return;
  if (status === "rejected" && declineKind(reason) === "hard") {
    const [card] = await tx.select().from(paymentMethods).where(thisCard(ctx, methodId));
    if (card) await endCard(ctx, tx, card, "refused");
  }
  const [plan] = await readPlans(ctx, tx, sql`i.id = ${invoiceId}`);
  const retryOn = plan && plan.next.number !== null ? plan.next.onDay : null;
  record(ctx, "autopay.failed", { entity, payload: { ...fact, reason, retryOn } });
}

const thisCard = (ctx: Ctx, id: string) =>
  and(eq(paymentMethods.tenantId, ctx.tenantId), eq(paymentMethods.id, id));
