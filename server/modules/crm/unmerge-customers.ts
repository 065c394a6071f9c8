import { and, eq, inArray, sql } from "drizzle-orm";
import { isDeepStrictEqual } from "node:util";
import type { Tx } from "@/db/client";
import { customerAddresses, customerMerges, customers } from "@/db/schema/crm";
import { authorize } from "@/server/auth/authorize";
import { record } from "@/server/events/record";
import { Conflict, NotFound } from "@/server/kernel/errors";
import { countUsage } from "@/server/modules/tenants/count-usage";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import {
  fetchCustomer,
  lockCustomer,
  type CustomerRow,
  toCustomerDto,
} from "./internal/customer-row";
import { lockClaims, needClaims } from "./internal/lock-claims";
import { type MergeBefore, MONEY } from "./internal/merge-row";
import { moveBack } from "./internal/move-rows";
import { UNDO_DAYS } from "./internal/read-overview";
import { refuseBusyBilling } from "./internal/refuse-busy-billing";
import { countLegs, transferBalance } from "./internal/transfer-balance";
import { keepInStep } from "./keep-in-step";
import type { MergeIdInput } from "./rules/merge-schema";
import type { CustomerDto } from "./schema";

/**
 * Takes a merge back: rows that it moved return, the survivor's fields become what they were where nobody changed them
 * since, the other is in sight again. Throws `NotFound`; `Conflict` when it was undone, is older than 30 days, or the
 * books moved since. Gives the customer that is back.
 */
export function unmergeCustomers(ctx: Ctx, { mergeId }: MergeIdInput): Promise<CustomerDto> {
  authorize(ctx, "customer.merge");
  return inTenant(ctx, async (tx) => {
    await refuseBusyBilling(ctx, tx);
    const { survivorId, absorbedId, before } = await undoable(ctx, tx, mergeId);
    // Throws when the survivor itself was merged on: the later merge is undone first.
    await lockClaims(ctx, tx, [survivorId, absorbedId]);
    const survivor = await lockCustomer(ctx, tx, survivorId, "no key update");
    await needClaims(ctx, tx, [survivorId, absorbedId]);
    await refuseMovedBooks(ctx, tx, [survivorId, absorbedId], before);
    if (before.transferred)
      await transferBalance(
        ctx,
        tx,
        { from: survivorId, to: absorbedId, mergeId },
        before.transferred,
      );
    await tx.execute(sql`update customer_identities set is_primary = false
      where tenant_id = ${ctx.tenantId} and customer_id in (${survivorId}, ${absorbedId}) and is_primary`);
    const rows = await moveBack(ctx, tx, before.moved, survivorId, absorbedId);
    await restore(ctx, tx, survivor, absorbedId, before);
    await keepInStep(ctx, tx, [survivorId, absorbedId]);
    await tx
      .update(customerMerges)
      .set({ undoneAt: ctx.now })
      .where(and(eq(customerMerges.tenantId, ctx.tenantId), eq(customerMerges.id, mergeId)));
    record(ctx, "customer.unmerged", {
      entity: { type: "customer", id: survivorId },
      payload: { mergeId, absorbedId, rows },
    });
    return toCustomerDto(await fetchCustomer(ctx, tx, absorbedId));
  });
}

async function undoable(ctx: Ctx, tx: Tx, mergeId: string) {
  const [row] = await tx
    .select()
    .from(customerMerges)
    .where(and(eq(customerMerges.tenantId, ctx.tenantId), eq(customerMerges.id, mergeId)))
    .for("update");
  if (!row) throw new NotFound("merge");
  if (row.undoneAt) throw new Conflict("merge_undone");
  if (ctx.now.getTime() - row.createdAt.getTime() > UNDO_DAYS * 86_400_000)
    throw new Conflict("merge_too_old");
  return { ...row, before: row.before as MergeBefore };
}

/** Money that came since belongs to both: it cannot be told apart again. */
async function refuseMovedBooks(
  ctx: Ctx,
  tx: Tx,
  customerIds: readonly string[],
  { moved, transferred, legs }: MergeBefore,
): Promise<void> {
  const money = Object.keys(moved).some((key) => MONEY.includes(key.split(".")[0] ?? ""));
  if (!money && !transferred) return;
  if ((await countLegs(ctx, tx, customerIds)) !== legs) throw new Conflict("merge_money_moved");
}

async function restore(
  ctx: Ctx,
  tx: Tx,
  survivor: CustomerRow,
  absorbedId: string,
  { changed, absorbed }: MergeBefore,
): Promise<void> {
  const now = survivor as unknown as Record<string, unknown>;
  const same = Object.entries(changed.before).filter(([column]) =>
    isDeepStrictEqual(now[column] ?? null, changed.after[column] ?? null),
  );
  const own = eq(customers.tenantId, ctx.tenantId);
  await tx
    .update(customers)
    .set({ ...Object.fromEntries(same), updatedAt: ctx.now })
    .where(and(own, eq(customers.id, survivor.id)));
  const archivedAt = absorbed.archivedAt === null ? null : new Date(absorbed.archivedAt);
  if (archivedAt === null) await countUsage(ctx, tx, "customers", 1);
  await tx
    .update(customers)
    .set({ mergedIntoId: null, archivedAt, updatedAt: ctx.now })
    .where(and(own, eq(customers.id, absorbedId)));
  if (absorbed.mainAddressIds.length > 0)
    await tx
      .update(customerAddresses)
      .set({ primary: true })
      .where(
        and(
          eq(customerAddresses.tenantId, ctx.tenantId),
          eq(customerAddresses.customerId, absorbedId),
          inArray(customerAddresses.id, absorbed.mainAddressIds),
        ),
      );
}
