import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { authorize } from "@/server/auth/authorize";
import { Invalid } from "@/server/kernel/errors";
import { tenantFacts } from "@/server/modules/tenants/tenant-facts";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { insertTask } from "./insert-task";
import { customerWithinReach } from "./internal/customer-within-reach";
import { requireOwner } from "./internal/require-owner";
import { fetchTask, toTaskDto } from "./internal/task-row";
import { type CollectionTaskDto, createTaskInput, type CreateTaskInput } from "./schema";

/**
 * Somebody is to look after a customer's debt. With a `dedupeKey` that is there already the first task is answered.
 * Throws `NotFound` for the customer, `Invalid` beside a field.
 */
export async function createTask(ctx: Ctx, given: CreateTaskInput): Promise<CollectionTaskDto> {
  const input = createTaskInput.parse(given);
  authorize(ctx, "collection.manage");
  return inTenant(ctx, async (tx) => {
    const { currency, today } = await tenantFacts(ctx, tx);
    const { owedMinor } = await customerWithinReach(ctx, tx, input.customerId, today);
    await requireOwner(ctx, tx, input.ownerMembershipId);
    const amountMinor = input.amountMinor ?? owedMinor;
    if (amountMinor <= 0)
      throw new Invalid(
        "promise_nothing_owed",
        {},
        { fields: { customerId: "promise_nothing_owed" } },
      );
    const origin = ctx.actor.kind === "apiKey" ? "api" : "staff";
    const id =
      (await insertTask(ctx, tx, { ...input, currency, amountMinor, origin })) ??
      (await taskOfKey(ctx, tx, input.dedupeKey ?? ""));
    return toTaskDto(await fetchTask(ctx, tx, id, { permission: "collection.manage", today }));
  });
}

async function taskOfKey(ctx: Ctx, tx: Tx, key: string): Promise<string> {
  const { rows } = await tx.execute<{ id: string }>(
    sql`select id from collection_tasks where tenant_id = ${ctx.tenantId} and dedupe_key = ${key}`,
  );
  return rows[0]?.id ?? "";
}
