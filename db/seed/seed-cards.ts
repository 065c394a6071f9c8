import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { type Mandate, paymentMethods } from "@/db/schema/cards";
import { record } from "@/server/events/record";
import { sealToken } from "@/server/modules/payments/cards/internal/card-token";
import { currentWords } from "@/server/modules/payments/cards/internal/mandate";
import { readCards } from "@/server/modules/payments/cards/read-cards";
import { turnOnIn } from "@/server/modules/payments/cards/switch-autopay";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { seedId } from "./seed-id";

/** What the four cards are: the last one is about to expire, the third pays nothing by itself. */
const CARDS = [
  { brand: "visa", last4: "4242", expiresOn: "2030-08", autopay: true },
  { brand: "mastercard", last4: "4444", expiresOn: "2031-03", autopay: true },
  { brand: "visa", last4: "1881", expiresOn: "2029-12", autopay: false },
  { brand: "visa", last4: "0341", expiresOn: "", autopay: true },
] as const;

/**
 * Practice cards of FibraNet's customers who owe nothing that is overdue, kept by the practice gateway, most of them with
 * automatic payment. None where there is no practice gateway.
 */
export async function seedCards(owner: Ctx): Promise<void> {
  const { tenantId } = owner;
  const { rows } = await inTenant(owner, (tx) =>
    tx.execute<{ customerId: string; integrationId: string }>(sql`
      select c.id as "customerId", g.id as "integrationId" from customers c
      join integrations g on g.tenant_id = c.tenant_id and g.vendor = 'stripe' and g.config ->> 'mode' = 'test'
      where c.tenant_id = ${tenantId} and c.portal_access and c.email is not null and c.archived_at is null
        and not exists (select from payment_methods m where m.tenant_id = c.tenant_id)
        and not exists (select from invoices i where i.tenant_id = c.tenant_id and i.customer_id = c.id
          and i.open_minor > 0 and i.due_on <= (${owner.now.toISOString()}::timestamptz + interval '1 day')::date)
      order by exists (select from invoices i where i.tenant_id = c.tenant_id and i.customer_id = c.id
        and i.open_minor > 0) desc, c.number limit ${CARDS.length}`),
  );
  for (const [place, row] of rows.entries()) await keep(owner, row, place);
}

type Row = { customerId: string; integrationId: string };

async function keep(owner: Ctx, row: Row, place: number): Promise<void> {
  const { customerId } = row;
  const sessionId = seedId(`card:${customerId}`);
  const ctx: Ctx = {
    ...{ ...owner, ip: "190.12.80.14", userAgent: "Mozilla/5.0 (Linux; Android 15)" },
    actor: { kind: "customer", customerId, sessionId },
  };
  const methodId = seedId(`payment-method:${customerId}`);
  await inTenant(ctx, async (tx) => {
    await insertCard(ctx, tx, { ...row, methodId, place });
    if (!CARDS[place]?.autopay) return;
    const { words } = await readCards(ctx, tx, customerId);
    const { version } = words;
    await turnOnIn(ctx, tx, { customerId, methodId, version, limitMinor: null });
  });
}

async function insertCard(
  ctx: Ctx,
  tx: Tx,
  { customerId, integrationId, methodId, place }: Row & { methodId: string; place: number },
): Promise<void> {
  const { brand = "", last4 = "", expiresOn = "" } = CARDS[place] ?? {};
  const words = await currentWords(ctx, tx, "keep");
  const mandate: Mandate = {
    ...{ wording: words.text, version: words.version, locale: ctx.locale, channel: "portal" },
    ...{ actor: { kind: "customer", id: customerId }, note: "", agreedAt: ctx.now.toISOString() },
    ...{ ip: ctx.ip ?? "", userAgent: ctx.userAgent ?? "" },
  };
  const card = { customer: `cus_demo${place}`, token: `pm_demo${place}` };
  await tx.insert(paymentMethods).values({
    ...{ id: methodId, tenantId: ctx.tenantId, customerId, integrationId, provider: "stripe" },
    ...{ live: false, tokenSealed: await sealToken(ctx, tx, methodId, card), brand, last4 },
    ...{ expiresOn: expiresOn || ctx.now.toISOString().slice(0, 7), status: "active", mandate },
    createdAt: ctx.now,
  });
  record(ctx, "paymentMethod.saved", {
    entity: { type: "paymentMethod", id: methodId },
    payload: { customerId, provider: "stripe" },
  });
}
