import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { deposits } from "@/db/schema/ledger";
import { NotFound } from "@/server/kernel/errors";
import { ofCustomersWithinReach } from "@/server/modules/billing/of-customers-within-reach";
import type { Ctx } from "@/server/tenancy/context";
import type { DepositDto } from "../schema";

export const depositColumns = {
  id: deposits.id,
  customerId: deposits.customerId,
  customerName: sql<string>`(select c.name from customers c
    where c.id = deposits.customer_id and c.tenant_id = deposits.tenant_id)`,
  serviceId: deposits.serviceId,
  serviceLabel: sql<
    string | null
  >`(select concat_ws(' ', '#' || s.number, nullif(s.label, '')) from services s
    where s.id = deposits.service_id and s.tenant_id = deposits.tenant_id)`,
  currency: deposits.currency,
  amountMinor: deposits.amountMinor,
  remainingMinor: deposits.remainingMinor,
  status: deposits.status,
  heldOn: deposits.heldOn,
  note: deposits.note,
};

/** One deposit within reach; throws `NotFound`. */
export async function fetchDeposit(ctx: Ctx, tx: Tx, depositId: string): Promise<DepositDto> {
  const [row] = await tx
    .select(depositColumns)
    .from(deposits)
    .where(
      and(
        eq(deposits.tenantId, ctx.tenantId),
        eq(deposits.id, depositId),
        ofCustomersWithinReach(ctx, "payment.record", deposits.customerId),
      ),
    );
  if (!row) throw new NotFound("deposit");
  return row;
}
