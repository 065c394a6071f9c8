import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { authorize } from "@/server/auth/authorize";
import { NotFound } from "@/server/kernel/errors";
import { ofCustomersWithinReach } from "@/server/modules/billing/of-customers-within-reach";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { readCards } from "./read-cards";
import type { CardsOfInput, ChargeTryDto, MandateDto, StaffCardsDto } from "./schema";

/** A customer's cards as staff see them: with what was agreed to and what was tried. Throws `NotFound`. */
export function listCards(ctx: Ctx, { customerId }: CardsOfInput): Promise<StaffCardsDto> {
  authorize(ctx, "payment.read");
  return inTenant(ctx, async (tx) => {
    const reach = ofCustomersWithinReach(ctx, "payment.read", sql`c.id`);
    const { rows } = await tx.execute(
      sql`select 1 from customers c where c.tenant_id = ${ctx.tenantId} and c.id = ${customerId} and ${reach}`,
    );
    if (rows.length === 0) throw new NotFound("customer");
    return {
      ...(await readCards(ctx, tx, customerId)),
      mandates: await mandatesOf(ctx, tx, customerId),
      tries: await triesOf(ctx, tx, customerId),
    };
  });
}

async function mandatesOf(ctx: Ctx, tx: Tx, customerId: string): Promise<MandateDto[]> {
  const from = (kind: string, table: SQL, why: SQL) => sql`
    select ${kind}::text as kind, mandate ->> 'wording' as wording, mandate ->> 'version' as version,
      mandate ->> 'channel' as channel, mandate ->> 'note' as note, mandate ->> 'ip' as ip, created_at, ended_at,
      ${why} as "endedWhy"
    from ${table} where tenant_id = ${ctx.tenantId} and customer_id = ${customerId}`;
  type Row = Record<"kind" | "wording" | "version" | "channel" | "note" | "ip", string | null>;
  const { rows } = await tx.execute<
    Row & {
      kind: MandateDto["kind"];
      endedWhy: string;
      created_at: string;
      ended_at: string | null;
    }
  >(sql`select * from (${from("autopay", sql`autopays`, sql`ended_why`)} union all
    ${from("keep", sql`payment_methods`, sql`case when ended_at is null then '' else status end`)}) m
    order by created_at desc limit 30`);
  return rows.map(({ created_at: at, ended_at: end, kind, endedWhy, ...words }) => ({
    ...{ wording: words.wording ?? "", version: words.version ?? "", note: words.note ?? "" },
    ...{ channel: words.channel ?? "", ip: words.ip ?? "", kind, endedWhy },
    agreedAt: new Date(at).toISOString(),
    endedAt: end === null ? null : new Date(end).toISOString(),
  }));
}

async function triesOf(ctx: Ctx, tx: Tx, customerId: string): Promise<ChargeTryDto[]> {
  const { rows } = await tx.execute<ChargeTryDto>(sql`
    select a.id as "attemptId", i.id as "invoiceId", i.full_number as "invoiceNumber", a.try_number as "tryNumber",
      a.status, a.reason, a.currency, a.amount_minor::float8 as "amountMinor", a.created_at as "createdAt"
    from payment_attempts a join invoices i on i.tenant_id = a.tenant_id and i.id = a.autopay_invoice_id
    where a.tenant_id = ${ctx.tenantId} and a.customer_id = ${customerId}
    order by a.id desc limit 20`);
  return rows.map((row) => ({ ...row, createdAt: new Date(row.createdAt).toISOString() }));
}
