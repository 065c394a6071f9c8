import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { dayIn } from "@/server/kernel/day";
import { readContent } from "@/server/modules/templates/read-content";
import { definitionOf, type MessageKey } from "@/server/modules/templates/rules/registry";
import { readSettings } from "@/server/modules/tenants/get-settings";
import type { Ctx } from "@/server/tenancy/context";
import { channelsIn } from "../channels";
import type { MessageChannel, Offer, Reach } from "../port";
import type { ChannelName } from "../schema";
import { priceOf } from "../price-schema";
import { approvedOf } from "../rules/approved-template";
import { reserve } from "./budget";
import type { MessageRow } from "./message-row";
import { wordsFor } from "./word-message";

export type Skipped = { channel: string; reason: string };

/** The way that was chosen, with what it sets aside; or when to ask again; or that there is none. */
export type Choice =
  | {
      kind: "chosen";
      channel: MessageChannel;
      offer: Extract<Offer, { ok: true }>;
      rest: ChannelName[];
      skipped: Skipped[];
      cost: { amount: string; currency: string; month: string };
    }
  | { kind: "later"; at: Date }
  | { kind: "none"; skipped: Skipped[] };

/**
 * The first channel of the row's order that the person can be reached by, that the tenant has, that may carry these
 * words, and that this month's budget can bear; what it costs is set aside in the open transaction.
 */
export async function chooseChannel(
  ctx: Ctx,
  tx: Tx,
  row: MessageRow,
  to: Reach,
  timeZone: string,
): Promise<Choice> {
  const skipped: Skipped[] = [...row.skipped];
  // What stands in for phones where no vendor is connected comes last, and only where pages for developers are open.
  const order = row.rest.includes("console") ? row.rest : [...row.rest, "console" as const];
  const { data: settings } = await readSettings(ctx, tx, "notifications");
  const month = `${dayIn(timeZone, ctx.now).slice(0, 7)}-01`;
  for (const channel of channelsIn(order)) {
    const offer = await offerOf(ctx, tx, channel, row, to);
    if (!offer.ok) {
      if (offer.reason) skipped.push({ channel: channel.name, reason: offer.reason });
      continue;
    }
    const at = await tooSoon(ctx, tx, channel, row);
    if (at) return { kind: "later", at };
    const amount = priceOf(settings, channel.name, offer.category);
    const { currency } = settings;
    if (!(await reserve(ctx, tx, { channel: channel.name, month, amount, currency }))) {
      skipped.push({ channel: channel.name, reason: "over_budget" });
      continue;
    }
    const rest = order.slice(order.indexOf(channel.name) + 1);
    return {
      ...{ kind: "chosen", channel, offer, rest, skipped },
      cost: { amount, currency, month },
    };
  }
  return { kind: "none", skipped };
}

/** What is in the way; no reason where there is nothing to tell (no such address, no such vendor). */
export async function offerOf(
  ctx: Ctx,
  tx: Tx,
  channel: MessageChannel,
  row: MessageRow,
  to: Reach,
): Promise<Offer> {
  const reached = Boolean(to[channel.address]) || (channel.reaches?.(to) ?? false);
  const own = approvedOf(row.template);
  if (own) {
    const there = reached && channel.approved && (await channel.available(ctx));
    return there ? channel.approved.offer(ctx, own) : { ok: false, reason: "" };
  }
  const template = row.template as MessageKey;
  const words = wordsFor(channel);
  if (!reached || !definitionOf(template).channels.includes(words))
    return { ok: false, reason: "" };
  if (!(await channel.available(ctx))) return { ok: false, reason: "" };
  if (!channel.offer) return { ok: true };
  const { locale } = to;
  const { content } = await readContent(ctx, tx, { template, locale, channel: words });
  return channel.offer(ctx, { template, locale, content });
}

/** When the person may be written to again by this channel; undefined: now. */
async function tooSoon(
  ctx: Ctx,
  tx: Tx,
  { name, secondsBetween }: MessageChannel,
  { id, customerId }: MessageRow,
): Promise<Date | undefined> {
  if (!secondsBetween || !customerId) return undefined;
  const key = `${ctx.tenantId}:${name}:${customerId}`;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
  const { rows } = await tx.execute<{ last: string | null }>(sql`
    select max(started_at)::text as last from messages
    where tenant_id = ${ctx.tenantId} and customer_id = ${customerId} and channel = ${name} and id <> ${id}`);
  const last = rows[0]?.last;
  if (!last) return undefined;
  const at = new Date(new Date(last).getTime() + secondsBetween * 1000);
  return at > ctx.now ? at : undefined;
}
