import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { autopays, paymentMethods } from "@/db/schema/cards";
import { paymentAttempts } from "@/db/schema/payments";
import { record } from "@/server/events/record";
import type { Charge, KeptCard } from "@/server/integrations/payments/schema";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";
import { endCard } from "./end-card";
import { openToken, sealToken } from "./internal/card-token";

type Attempt = typeof paymentAttempts.$inferSelect;

/**
 * Keeps the card of a charge whose payer agreed to it, in the open transaction, once however often the charge is told of.
 * The same card kept again takes the place of the one before, and automatic payment goes on by it.
 */
export async function keepCard(
  ctx: Ctx,
  tx: Tx,
  attempt: Attempt,
  { card }: Pick<Charge, "card">,
): Promise<void> {
  if (!card || attempt.mandate === null || attempt.keptMethodId !== null) return;
  const earlier = await sameCard(ctx, tx, attempt, card);
  const again = earlier.find(({ token }) => token === card.token);
  const methodId = again?.id ?? (await insertCard(ctx, tx, attempt, card));
  await tx
    .update(paymentAttempts)
    .set({ keptMethodId: methodId })
    .where(and(eq(paymentAttempts.tenantId, ctx.tenantId), eq(paymentAttempts.id, attempt.id)));
  for (const old of earlier) {
    if (old.id === methodId) continue;
    await tx
      .update(autopays)
      .set({ methodId })
      .where(and(eq(autopays.tenantId, ctx.tenantId), eq(autopays.methodId, old.id)));
    await endCard(ctx, tx, old, "removed");
  }
}

async function insertCard(ctx: Ctx, tx: Tx, attempt: Attempt, card: KeptCard): Promise<string> {
  const { customerId, integrationId, provider, live, mandate } = attempt;
  if (mandate === null) throw new Error("a card without its mandate");
  const id = newId(ctx.now.getTime());
  const { brand, last4, expiresOn } = card;
  await tx.insert(paymentMethods).values({
    ...{ id, tenantId: ctx.tenantId, customerId, integrationId, provider, live, mandate },
    ...{ tokenSealed: await sealToken(ctx, tx, id, card), brand, last4, expiresOn },
    ...{ status: "active", createdAt: ctx.now },
  });
  record(ctx, "paymentMethod.saved", {
    entity: { type: "paymentMethod", id },
    payload: { customerId, provider },
  });
  return id;
}

/** Cards of the same account that look like this one, with what charges them. */
async function sameCard(ctx: Ctx, tx: Tx, attempt: Attempt, card: KeptCard) {
  const { tenantId, customerId, integrationId, status, last4, brand, expiresOn } = paymentMethods;
  if (card.last4 === "") return [];
  const rows = await tx
    .select()
    .from(paymentMethods)
    .where(
      and(
        eq(tenantId, ctx.tenantId),
        eq(customerId, attempt.customerId),
        eq(integrationId, attempt.integrationId),
        eq(status, "active"),
        ...[eq(last4, card.last4), eq(brand, card.brand), eq(expiresOn, card.expiresOn)],
      ),
    );
  return Promise.all(
    rows.map(async (row) => ({
      ...row,
      token: row.tokenSealed ? (await openToken(ctx, tx, row.id, row.tokenSealed)).token : "",
    })),
  );
}
