import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { paymentAttempts } from "@/db/schema/payments";
import type { CheckoutRequest, Confirming } from "@/server/integrations/payments/schema";
import { payLinkToken, payPath } from "@/server/modules/billing/pay-links/pay-link-token";
import { readSender } from "@/server/modules/templates/read-sender";
import type { Ctx } from "@/server/tenancy/context";
import { tenantOrigin } from "@/server/tenancy/tenant-origin";

type Attempt = typeof paymentAttempts.$inferSelect;
type Row = {
  numbers: string | null;
  email: string | null;
  name: string;
  phone: string | null;
  city: string;
};

/** What a gateway is told of an attempt, and where who pays goes before and after; the same whoever asks, and when. */
export type Described = Omit<Confirming, "checkoutId"> &
  Pick<CheckoutRequest, "returnUrl" | "cancelUrl" | "notifyUrl" | "formUrl"> & {
    /** Our own page on which the story ends. */
    back: string;
  };

/** Reads what is told of an attempt. */
export async function describeAttempt(ctx: Ctx, tx: Tx, attempt: Attempt): Promise<Described> {
  const { id: reference, currency, amountMinor, expiresAt, payLinkId, customerId } = attempt;
  const { rows } = await tx.execute<Row>(sql`
      select c.email, c.name, c.phone, c.city,
        (select string_agg(i.full_number, ', ' order by i.due_on, i.id) from invoices i
          where i.tenant_id = c.tenant_id and i.id = any(${sql.param(attempt.invoiceIds)}::uuid[])) as numbers
      from customers c where c.tenant_id = ${ctx.tenantId} and c.id = ${customerId}`);
  const [row] = rows;
  if (!row) throw new Error("an attempt without its customer");
  const { origin, name } = await tenantOrigin(tx, ctx.tenantId);
  const { portalOrigin } = await readSender(ctx, tx);
  const page = payLinkId === null ? "/pay" : payPath(payLinkToken(ctx.tenantId, payLinkId));
  const back = `${portalOrigin}${page}?attempt=${reference}`;
  const own = `${origin}/api/pay/${reference}`;
  return {
    ...{ reference, currency, amountMinor, expiresAt, keepCard: attempt.mandate !== null, back },
    title: `${name} ${row.numbers ?? ""}`.trim().slice(0, 200),
    email: row.email ?? undefined,
    payer: row.phone === null ? undefined : { ...row, phone: row.phone },
    ...{ formUrl: own, returnUrl: `${own}/back`, cancelUrl: `${back}&left=1` },
    notifyUrl: `${origin}/api/webhooks/payments/${attempt.provider}/${attempt.integrationId}`,
  };
}
