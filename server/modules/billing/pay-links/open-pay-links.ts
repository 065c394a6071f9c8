import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { newId } from "@/server/kernel/ids";
import { readSettings } from "@/server/modules/tenants/get-settings";
import type { Ctx } from "@/server/tenancy/context";
import { payLinkHash, payLinkToken, payPath } from "./pay-link-token";

/** Of one invoice; without one, of whatever the customer has open. */
export type PayLinkOf = { customerId: string; invoiceId: string | null };
type Live = PayLinkOf & { id: string; tokenHash: string; endsMs: number };

const DAY_MS = 86_400_000;

/**
 * The addresses under which these can be paid, as paths of the portal, in the order asked: the live one of each, or a new
 * one; each is good for the tenant's number of days from now. Set-based, in the open transaction. The customers and
 * invoices must be the tenant's.
 */
export async function openPayLinks(
  ctx: Ctx,
  tx: Tx,
  wanted: readonly PayLinkOf[],
): Promise<string[]> {
  if (wanted.length === 0) return [];
  const { linkDays } = (await readSettings(ctx, tx, "paying")).data;
  const expiresAt = new Date(ctx.now.getTime() + linkDays * DAY_MS);
  await endOld(ctx, tx, wanted);
  await addMissing(ctx, tx, wanted, expiresAt);
  const live = new Map((await readLive(ctx, tx, wanted)).map((link) => [keyOf(link), link]));
  await keepGood(ctx, tx, [...live.values()], expiresAt);
  return wanted.map((each) => {
    const link = live.get(keyOf(each));
    if (!link) throw new Error("a pay link was not made");
    return payPath(payLinkToken(ctx.tenantId, link.id));
  });
}

const keyOf = ({ customerId, invoiceId }: PayLinkOf): string => invoiceId ?? `of:${customerId}`;

const listOf = (wanted: readonly PayLinkOf[]) =>
  sql`jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w ("customerId" uuid, "invoiceId" uuid)`;
const isWanted = sql`l.customer_id = w."customerId" and l.invoice_id is not distinct from w."invoiceId"`;

/** What has ended stays ended: who is given a link again is given another. */
async function endOld(ctx: Ctx, tx: Tx, wanted: readonly PayLinkOf[]): Promise<void> {
  await tx.execute(sql`update pay_links l set revoked_at = l.expires_at from ${listOf(wanted)}
    where l.tenant_id = ${ctx.tenantId} and l.revoked_at is null and l.expires_at <= ${ctx.now} and ${isWanted}`);
}

async function addMissing(
  ctx: Ctx,
  tx: Tx,
  wanted: readonly PayLinkOf[],
  expiresAt: Date,
): Promise<void> {
  const { tenantId } = ctx;
  const unique = [...new Map(wanted.map((each) => [keyOf(each), each])).values()];
  const rows = unique.map(({ customerId, invoiceId }) => {
    const id = newId(ctx.now.getTime());
    return { id, customerId, invoiceId, hash: payLinkHash(payLinkToken(tenantId, id)) };
  });
  await tx.execute(sql`
    insert into pay_links (id, tenant_id, customer_id, invoice_id, token_hash, expires_at, created_at)
    select w.id, ${tenantId}, w."customerId", w."invoiceId", w.hash, ${expiresAt}, ${ctx.now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as w (id uuid, "customerId" uuid, "invoiceId" uuid, hash text)
    where not exists (select 1 from pay_links l where l.tenant_id = ${tenantId} and l.revoked_at is null and ${isWanted})
    on conflict do nothing`);
}

async function readLive(ctx: Ctx, tx: Tx, wanted: readonly PayLinkOf[]): Promise<Live[]> {
  const { rows } = await tx.execute<Live>(sql`
    select l.id, l.customer_id as "customerId", l.invoice_id as "invoiceId", l.token_hash as "tokenHash",
      extract(epoch from l.expires_at)::float8 * 1000 as "endsMs"
    from pay_links l join (select distinct * from ${listOf(wanted)}) w on ${isWanted}
    where l.tenant_id = ${ctx.tenantId} and l.revoked_at is null order by l.id desc`);
  return rows;
}

/** Writes only what has moved by a day; after a change of the master key the new token takes the old one's place. */
async function keepGood(ctx: Ctx, tx: Tx, links: readonly Live[], expiresAt: Date): Promise<void> {
  const stale = links.flatMap(({ id, tokenHash, endsMs }) => {
    const hash = payLinkHash(payLinkToken(ctx.tenantId, id));
    return hash === tokenHash && endsMs > expiresAt.getTime() - DAY_MS ? [] : [{ id, hash }];
  });
  if (stale.length === 0) return;
  await tx.execute(sql`update pay_links l set expires_at = greatest(l.expires_at, ${expiresAt}), token_hash = w.hash
    from jsonb_to_recordset(${JSON.stringify(stale)}::jsonb) as w (id uuid, hash text)
    where l.tenant_id = ${ctx.tenantId} and l.id = w.id`);
}
