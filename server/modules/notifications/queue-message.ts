import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { enqueueAgain } from "@/server/jobs/enqueue";
import { newId } from "@/server/kernel/ids";
import { definitionOf, type MessageKey } from "@/server/modules/templates/rules/registry";
import { sealJson } from "@/server/secrets/seal";
import type { Ctx, Locale } from "@/server/tenancy/context";
import { messagePlace } from "./internal/message-place";
import { type ChannelName, messageJob, type Recipient } from "./schema";

/** What a verb says when somebody should be told. */
export type QueueMessageInput = {
  template: MessageKey;
  to: Recipient;
  /** Values shown; `companyName` and `name` are known without being given. */
  params?: Readonly<Record<string, string | number>>;
  /** Codes and links that open something: sealed until the moment of sending. */
  secrets?: Readonly<Record<string, string>>;
  /** In this order, the first that is available; absent: whatsapp, sms, email, console. */
  channels?: readonly ChannelName[];
  /** The same key within 30 days is the same message: it is sent once. */
  dedupeKey: string;
  /** A test: words that are not saved, in the language that they are written in. */
  draft?: { content: Readonly<Record<string, string>>; locale: Locale };
  /** Not worth sending after this instant (a code that has expired). */
  expiresAt?: Date;
};

/**
 * Asks for a message in the open transaction: it goes out if and only if the transaction commits, and once for each
 * dedupeKey. Throws (a bug, not a user's error) when a value of the template is missing or is none of its own.
 * Returns the message's id, or undefined when the key was known.
 */
export async function queueMessage(
  ctx: Ctx,
  tx: Tx,
  input: QueueMessageInput,
): Promise<string | undefined> {
  const { template, to, channels, dedupeKey, expiresAt } = input;
  const params = Object.fromEntries(
    Object.entries(input.params ?? {}).map(([name, value]) => [name, String(value)]),
  );
  const secrets = input.secrets ?? {};
  requireValues(template, { ...params, ...secrets });
  if (!(await claim(ctx, tx, dedupeKey))) return undefined;
  const messageId = newId();
  const secretsSealed =
    Object.keys(secrets).length === 0
      ? null
      : await sealJson(ctx, tx, messagePlace(messageId), secrets);
  const payload = messageJob.parse({
    ...{ messageId, template, to, params, secretsSealed, dedupeKey },
    channels: channels ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
    ...(input.draft && { draft: input.draft }),
  });
  // By name: who asks for a message need not load what sends it.
  enqueueAgain(ctx, { id: messageId, name: "notifications.deliver", payload });
  return messageId;
}

/** Known without being given: the sender's and the recipient's names. */
const GIVEN = new Set(["companyName", "name"]);

function requireValues(template: MessageKey, values: Readonly<Record<string, string>>): void {
  const { variables } = definitionOf(template);
  for (const name of Object.keys(values))
    if (!Object.hasOwn(variables, name)) throw new Error(`${template} has no variable ${name}`);
  for (const [name, { optional }] of Object.entries(variables))
    if (!optional && !GIVEN.has(name) && !Object.hasOwn(values, name))
      throw new Error(`${template} needs ${name}`);
}

/** One row a key, in the caller's own transaction: a rival waits for its end, and finds the message already asked for. */
async function claim(ctx: Ctx, tx: Tx, dedupeKey: string): Promise<boolean> {
  const hash = createHash("sha256").update(dedupeKey).digest("hex");
  const { rowCount } = await tx.execute(sql`
    insert into job_runs (tenant_id, name, job_id)
    values (${ctx.tenantId}::uuid, 'notifications.queue', ${`message:${hash}`})
    on conflict (tenant_id, job_id) do nothing`);
  return rowCount === 1;
}
