import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { record } from "@/server/events/record";
import { foldText } from "@/server/kernel/fold-text";
import { newId } from "@/server/kernel/ids";
import type { Ctx } from "@/server/tenancy/context";

export type NewTask = {
  customerId: string;
  currency: string;
  amountMinor: number;
  origin: "policy" | "staff" | "api";
  dedupeKey?: string | undefined;
  ownerMembershipId?: string | null | undefined;
  channel?: string;
  priority?: string;
  nextAction?: string;
  nextActionOn?: string | null | undefined;
};

/**
 * Makes a task in the open transaction; without an owner it is the customer's owner's. Returns its id; undefined where one
 * with the key is there already.
 */
export async function insertTask(ctx: Ctx, tx: Tx, task: NewTask): Promise<string | undefined> {
  const id = newId(ctx.now.getTime());
  const nextAction = task.nextAction ?? "";
  const { rowCount } = await tx.execute(sql`
    insert into collection_tasks (id, tenant_id, customer_id, currency, amount_minor, priority, owner_membership_id, channel,
      next_action, next_action_on, origin, dedupe_key, search_text, created_at, updated_at)
    select ${id}::uuid, tenant_id, id, ${task.currency}, ${task.amountMinor}, ${task.priority ?? "normal"},
      ${task.ownerMembershipId === undefined ? sql`owner_membership_id` : sql`${task.ownerMembershipId}::uuid`},
      ${task.channel ?? "phone"}, ${nextAction}, ${task.nextActionOn ?? null}::date, ${task.origin},
      ${task.dedupeKey ?? null}, concat_ws(' ', search_text, ${foldText(nextAction)}::text),
      ${ctx.now.toISOString()}::timestamptz, ${ctx.now.toISOString()}::timestamptz
    from customers where tenant_id = ${ctx.tenantId} and id = ${task.customerId}
    on conflict (tenant_id, dedupe_key) do nothing`);
  if (rowCount !== 1) return undefined;
  const { customerId, currency, amountMinor, origin } = task;
  record(ctx, "collectionTask.created", {
    entity: { type: "collectionTask", id },
    payload: { customerId, currency, amountMinor, origin },
  });
  return id;
}
