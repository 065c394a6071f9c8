import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/server/tenancy/context";

/** Days between what the bank shows and what people wrote down. */
const NEAR_DAYS = 5;

/** A proof `p` that waits and may be the movement `m` (currency, amount, moved_on): its amount, some days apart at most. */
export const proofLike = (
  ctx: Ctx,
): SQL => sql`p.tenant_id = ${ctx.tenantId} and p.status = 'waiting'
  and p.currency = m.currency and p.amount_minor = m.amount and abs(p.paid_on - m.moved_on) <= ${NEAR_DAYS}`;

/** A payment `y` that people wrote down, that stands and that no movement is yet, and that may be the movement `m`. */
export const payLike = (ctx: Ctx): SQL => sql`y.tenant_id = ${ctx.tenantId}
  and y.currency = m.currency and y.amount_minor = m.amount
  and y.received_on between m.moved_on - ${NEAR_DAYS}::int and m.moved_on + ${NEAR_DAYS}::int
  and y.status in ('recorded', 'verified') and y.provider in ('manual', 'proof')
  and y.method in ('transfer', 'deposit', 'wallet', 'other')
  and not exists (select 1 from bank_movements b where b.tenant_id = y.tenant_id and b.payment_id = y.id
    and b.status in ('matched', 'linked'))`;
