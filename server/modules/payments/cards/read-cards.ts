import { and, desc, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { autopays, paymentMethods } from "@/db/schema/cards";
import { readSettings } from "@/server/modules/tenants/get-settings";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import type { AutopayDto, CardDto, CardsDto, PlannedCharge } from "./schema";
import { currentWords } from "./internal/mandate";
import { type Plan, readPlans } from "./internal/read-plans";

/** A customer's cards that were not removed, and whether what they owe is charged by itself. */
export async function readCards(ctx: Ctx, tx: Tx, customerId: string): Promise<CardsDto> {
  const { currency } = await tenantFacts(ctx, tx);
  return {
    cards: await cardsOf(ctx, tx, customerId),
    autopay: await autopayOf(ctx, tx, customerId),
    offered: (await readSettings(ctx, tx, "autopay")).data.offered,
    ...{ currency, words: await currentWords(ctx, tx, "autopay") },
  };
}

async function cardsOf(ctx: Ctx, tx: Tx, customerId: string): Promise<CardDto[]> {
  const { id, provider, live, brand, last4, expiresOn, status, createdAt } = paymentMethods;
  const rows = await tx
    .select({ id, provider, live, brand, last4, expiresOn, status, createdAt })
    .from(paymentMethods)
    .where(
      and(
        eq(paymentMethods.tenantId, ctx.tenantId),
        eq(paymentMethods.customerId, customerId),
        sql`${status} <> 'removed'`,
      ),
    )
    .orderBy(desc(id))
    .limit(20);
  return rows.map(({ createdAt: at, ...row }) => ({ ...row, savedAt: at.toISOString() }));
}

async function autopayOf(ctx: Ctx, tx: Tx, customerId: string): Promise<AutopayDto | null> {
  const { methodId, limitMinor, createdAt } = autopays;
  const [row] = await tx
    .select({ methodId, limitMinor, createdAt })
    .from(autopays)
    .where(
      and(
        eq(autopays.tenantId, ctx.tenantId),
        eq(autopays.customerId, customerId),
        sql`${autopays.endedAt} is null`,
      ),
    );
  if (!row) return null;
  const plans = await readPlans(ctx, tx, sql`i.customer_id = ${customerId}`);
  return {
    ...{ methodId: row.methodId, limitMinor: row.limitMinor, since: row.createdAt.toISOString() },
    planned: plans.slice(0, 20).map(toPlanned),
  };
}

function toPlanned({ invoiceId, number, dueOn, currency, openMinor, next }: Plan): PlannedCharge {
  const row = { invoiceId, number, dueOn, currency, openMinor };
  if (next.number === null) return { ...row, onDay: null, tryNumber: null, why: next.why };
  return { ...row, onDay: next.onDay, tryNumber: next.number, why: next.waits };
}
