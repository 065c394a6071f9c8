import { type SQL, and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { deposits } from "@/db/schema/ledger";
import { ofCustomersWithinReach } from "@/server/modules/billing/of-customers-within-reach";
import type { Ctx } from "@/server/tenancy/context";
import type { DepositDto } from "../schema";

/** Deposits within reach, the newest first. */
export function findDeposits(ctx: Ctx, tx: Tx, where: SQL | undefined): Promise<DepositDto[]> {
  return tx
    .select({
      id: deposits.id,
      customerId: deposits.customerId,
      serviceId: deposits.serviceId,
      currency: deposits.currency,
      amountMinor: deposits.amountMinor,
      remainingMinor: deposits.remainingMinor,
      status: deposits.status,
      heldOn: deposits.heldOn,
      note: deposits.note,
    })
    .from(deposits)
    .where(
      and(
        eq(deposits.tenantId, ctx.tenantId),
        where,
        ofCustomersWithinReach(ctx, "payment.read", deposits.customerId),
      ),
    )
    .orderBy(deposits.heldOn, deposits.id)
    .limit(200);
}
