import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { paymentAttempts } from "@/db/schema/payments";
import type { Ctx } from "@/server/tenancy/context";

export type Attempt = typeof paymentAttempts.$inferSelect;
type Wanted = Pick<
  Attempt,
  | "customerId"
  | "integrationId"
  | "currency"
  | "amountMinor"
  | "live"
  | "invoiceIds"
  | "payLinkId"
  | "mandate"
>;

/** Who is led to a page has this long to pay on it, at least. */
const LEFT_MS = 20 * 60_000;

/**
 * An attempt for the same invoices and the same amount whose page can still be paid on. One whose page is not known yet
 * is asked for again under its own reference, from where it was begun only: the gateway must be asked for the same. An
 * attempt leads back to the link that it was begun from: who has one invoice's is never led to the one for all.
 */
export async function findOpenAttempt(
  ctx: Ctx,
  tx: Tx,
  wanted: Wanted,
): Promise<Attempt | undefined> {
  const { customerId, integrationId, currency, amountMinor, live, invoiceIds, payLinkId } = wanted;
  const keeps = wanted.mandate !== null;
  const a = paymentAttempts;
  const [row] = await tx
    .select()
    .from(a)
    .where(
      sql`${a.tenantId} = ${ctx.tenantId} and ${a.customerId} = ${customerId} and ${a.integrationId} = ${integrationId}
        and ${a.currency} = ${currency} and ${a.amountMinor} = ${amountMinor} and ${a.live} = ${live}
        and ${a.invoiceIds} = ${JSON.stringify(invoiceIds)}::jsonb
        and ${a.methodId} is null and (${a.mandate} is not null) = ${keeps}
        and ${a.status} in ('created', 'pending', 'unknown', 'rejected')
        and ${a.expiresAt} > ${new Date(ctx.now.getTime() + LEFT_MS).toISOString()}::timestamptz
        and (${a.checkoutUrl} is not null or ${a.payLinkId} is not distinct from ${payLinkId})
        and not exists (select 1 from pay_links mine join pay_links theirs on theirs.tenant_id = mine.tenant_id
          where mine.tenant_id = ${ctx.tenantId} and mine.id = ${payLinkId} and mine.invoice_id is not null
            and theirs.id = ${a.payLinkId} and theirs.invoice_id is null)`,
    )
    .orderBy(sql`${a.checkoutUrl} is null, ${a.id} desc`)
    .limit(1);
  return row;
}
