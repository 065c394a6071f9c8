import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { customerMerges, customers } from "@/db/schema/crm";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { changesOf } from "@/server/kernel/changes";
import { Conflict, Invalid } from "@/server/kernel/errors";
import { newId } from "@/server/kernel/ids";
import { countUsage } from "@/server/modules/tenants/count-usage";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { type CustomerRow, lockCustomer } from "./internal/customer-row";
import { lockClaims, needClaims } from "./internal/lock-claims";
import type { MergeBefore } from "./internal/merge-row";
import { moveRows } from "./internal/move-rows";
import { UNDO_DAYS } from "./internal/read-overview";
import { refuseBusyBilling } from "./internal/refuse-busy-billing";
import { countLegs, transferBalance } from "./internal/transfer-balance";
import { keepInStep } from "./keep-in-step";
import { takenFrom } from "./rules/merged-fields";
import { type MergeDto, mergeInput, type MergeInput } from "./rules/merge-schema";

/**
 * Makes two customers one: the survivor takes the chosen fields, every row of the other moves to it, what the other owes
 * moves by a balanced entry, and the other goes out of sight. Can be undone for 30 days. Throws `NotFound`, `Conflict`,
 * `Invalid("merge_same")`.
 */
export function mergeCustomers(ctx: Ctx, given: MergeInput): Promise<MergeDto> {
  const { survivorId, absorbedId, take } = mergeInput.parse(given);
  authorize(ctx, "customer.merge");
  return inTenant(ctx, async (tx) => {
    await refuseBusyBilling(ctx, tx);
    const both = [survivorId, absorbedId];
    await lockClaims(ctx, tx, both);
    const [survivor, absorbed] = await lockBoth(ctx, tx, survivorId, absorbedId);
    if (survivorId === absorbedId) throw new Invalid("merge_same");
    if (survivor.archivedAt) throw new Conflict("merge_survivor_archived");
    const mergeId = newId(ctx.now.getTime());
    await needClaims(ctx, tx, both);
    const transferred = await transferBalance(ctx, tx, {
      from: absorbedId,
      to: survivorId,
      mergeId,
    });
    const mainAddressIds = await stepBack(ctx, tx, survivorId, absorbedId);
    const moved = await moveRows(ctx, tx, absorbedId, survivorId);
    await hide(ctx, tx, absorbed, survivorId);
    const changed = await takeOver(ctx, tx, survivor, takenFrom(survivor, absorbed, take));
    await keepInStep(ctx, tx, [survivorId]);
    const before: MergeBefore = {
      changed,
      absorbed: { archivedAt: absorbed.archivedAt?.toISOString() ?? null, mainAddressIds },
      moved,
      transferred,
      legs: await countLegs(ctx, tx, both),
    };
    const membershipId = ctx.actor.kind === "user" ? ctx.actor.membershipId : null;
    await tx.insert(customerMerges).values({
      id: mergeId,
      tenantId: ctx.tenantId,
      survivorId,
      absorbedId,
      before,
      membershipId,
      createdAt: ctx.now,
    });
    const rows = Object.values(moved).reduce((sum, ids) => sum + ids.length, 0);
    record(ctx, "customer.merged", {
      entity: { type: "customer", id: survivorId },
      payload: { mergeId, absorbedId, rows },
    });
    const undoUntil = new Date(ctx.now.getTime() + UNDO_DAYS * 86_400_000).toISOString();
    return { mergeId, survivorId, absorbedId, rows, undoUntil };
  });
}

/** In the order of their ids, so that two merges never wait for each other; who adds rows of theirs is not held up. */
async function lockBoth(ctx: Ctx, tx: Tx, survivorId: string, absorbedId: string) {
  const rows = new Map<string, CustomerRow>();
  for (const id of [survivorId, absorbedId].toSorted())
    rows.set(id, await lockCustomer(ctx, tx, id, "no key update"));
  return [rows.get(survivorId), rows.get(absorbedId)] as [CustomerRow, CustomerRow];
}

/** One main address each way: the absorbed one's step back, and say which they were. */
async function stepBack(
  ctx: Ctx,
  tx: Tx,
  survivorId: string,
  absorbedId: string,
): Promise<string[]> {
  await tx.execute(sql`update customer_identities set is_primary = false
    where tenant_id = ${ctx.tenantId} and customer_id in (${survivorId}, ${absorbedId}) and is_primary`);
  const { rows } = await tx.execute<{ id: string }>(sql`
    update customer_addresses a set is_primary = false
    where a.tenant_id = ${ctx.tenantId} and a.customer_id = ${absorbedId} and a.is_primary and exists (
      select 1 from customer_addresses o where o.tenant_id = a.tenant_id and o.customer_id = ${survivorId} and o.is_primary)
    returning a.id`);
  return rows.map(({ id }) => id);
}

/** Out of sight and out of the plan's count; the row itself stays. */
async function hide(ctx: Ctx, tx: Tx, absorbed: CustomerRow, survivorId: string): Promise<void> {
  if (!absorbed.archivedAt) await countUsage(ctx, tx, "customers", -1);
  await tx
    .update(customers)
    .set({
      mergedIntoId: survivorId,
      archivedAt: absorbed.archivedAt ?? ctx.now,
      updatedAt: ctx.now,
    })
    .where(and(eq(customers.tenantId, ctx.tenantId), eq(customers.id, absorbed.id)));
}

async function takeOver(
  ctx: Ctx,
  tx: Tx,
  survivor: CustomerRow,
  taken: Partial<CustomerRow>,
): Promise<MergeBefore["changed"]> {
  const changes = changesOf(survivor, taken);
  const { tags: _tags, balances: _balances, unitName: _unit, ownerName: _owner, ...set } = taken;
  await tx
    .update(customers)
    .set({ ...set, updatedAt: ctx.now })
    .where(and(eq(customers.tenantId, ctx.tenantId), eq(customers.id, survivor.id)));
  return changes ?? { before: {}, after: {} };
}
