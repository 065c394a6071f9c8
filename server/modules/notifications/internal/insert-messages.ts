import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { enqueueAgain } from "@/server/jobs/enqueue";
import { sealEachJson } from "@/server/secrets/seal";
import type { Ctx, Locale } from "@/server/tenancy/context";
import type { ChannelName } from "../schema";
import { rowPlace } from "./message-place";

/** A message to be written down and sent. */
export type NewMessage = {
  id: string;
  /** Absent: it is the first try. */
  originId?: string;
  customerId: string;
  contactId: string | null;
  event: string;
  entityType: string;
  entityId: string | null;
  template: string;
  locale: Locale;
  channels: readonly ChannelName[];
  skipped?: readonly { channel: string; reason: string }[];
  quietHours: boolean;
  sendAt: Date | null;
  status: "queued" | "held" | "dropped";
  reason: string;
  params: Record<string, string>;
  secrets: Record<string, string>;
  searchText: string;
};

/** Writes them in one statement and asks for a job for each that is to go out. */
export async function insertMessages(
  ctx: Ctx,
  tx: Tx,
  messages: readonly NewMessage[],
): Promise<void> {
  if (messages.length === 0) return;
  const sealed = await sealSecrets(ctx, tx, messages);
  const rows = messages.map((message) => toRow(message, sealed.get(message.id) ?? null));
  await tx.execute(sql`
    insert into messages (id, tenant_id, origin_id, customer_id, contact_id, event, entity_type, entity_id, template, locale,
      status, reason, skipped, rest, params, secrets_sealed, quiet_hours, search_text, send_at, created_at)
    select id, ${ctx.tenantId}::uuid, origin_id, customer_id, contact_id, event, entity_type, entity_id, template, locale,
      status, reason, skipped, rest, params, secrets_sealed, quiet_hours, search_text, send_at, ${ctx.now.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t(id uuid, origin_id uuid, customer_id uuid, contact_id uuid,
      event text, entity_type text, entity_id uuid, template text, locale text, status text, reason text, skipped jsonb,
      rest jsonb, params jsonb, secrets_sealed text, quiet_hours boolean, search_text text, send_at timestamptz)`);
  const priority = messages.length > MANY ? 6 : 2;
  for (const { id, status, sendAt } of messages)
    if (status !== "dropped") askToSend(ctx, id, sendAt ?? undefined, priority);
}

/** News for more people than this at once (a month's bills) lets everything else go first. */
const MANY = 20;

/** One job a message; asked again before it has begun, it is still one. */
export function askToSend(ctx: Ctx, messageId: string, runAt?: Date, priority: number = 2): void {
  // By name: who tells customers need not load what sends it.
  enqueueAgain(ctx, {
    name: "notifications.send",
    payload: { messageId },
    options: { key: messageId, priority, ...(runAt && { runAt }) },
  });
}

/** What is to be sealed of each, with one look at the key. */
async function sealSecrets(
  ctx: Ctx,
  tx: Tx,
  messages: readonly NewMessage[],
): Promise<ReadonlyMap<string, string>> {
  const secret = messages.filter(({ secrets }) => Object.keys(secrets).length > 0);
  if (secret.length === 0) return new Map();
  const places = secret.map(({ id, secrets }) => ({ place: rowPlace(id), value: secrets }));
  const blobs = await sealEachJson(ctx, tx, places);
  return new Map(secret.map(({ id }, at) => [id, blobs[at] ?? ""]));
}

function toRow(message: NewMessage, sealed: string | null) {
  const { id, originId = id, channels, skipped = [] } = message;
  return {
    ...{ id, origin_id: originId, customer_id: message.customerId, contact_id: message.contactId },
    ...{ event: message.event, entity_type: message.entityType, entity_id: message.entityId },
    ...{ template: message.template, locale: message.locale, status: message.status },
    ...{ reason: message.reason, skipped, rest: channels, params: message.params },
    ...{ secrets_sealed: sealed, quiet_hours: message.quietHours, search_text: message.searchText },
    send_at: message.sendAt?.toISOString() ?? null,
  };
}
