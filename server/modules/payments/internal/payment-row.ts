import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { payments } from "@/db/schema/payments";
import type { PermissionName } from "@/server/auth/permissions";
import { NotFound } from "@/server/kernel/errors";
import { ofCustomersWithinReach } from "@/server/modules/billing/of-customers-within-reach";
import type { Ctx } from "@/server/tenancy/context";
import type { PaymentDto } from "../schema";

export const paymentColumns = {
  id: payments.id,
  receipt: payments.receiptFullNumber,
  status: payments.status,
  method: payments.method,
  provider: payments.provider,
  customerId: payments.customerId,
  customerName: sql<string>`(select c.name from customers c
    where c.id = payments.customer_id and c.tenant_id = payments.tenant_id)`,
  currency: payments.currency,
  amountMinor: payments.amountMinor,
  refundedMinor: payments.refundedMinor,
  unallocatedMinor: payments.unallocatedMinor,
  receivedOn: payments.receivedOn,
  reference: payments.reference,
  recordedBy: sql<string | null>`(select u.name from memberships m join users u on u.id = m.user_id
    where m.id = payments.recorded_by_membership_id and m.tenant_id = payments.tenant_id)`,
  createdAt: payments.createdAt,
};

export type PaymentRow = Omit<PaymentDto, "createdAt"> & { createdAt: Date };

export const toPaymentDto = ({ createdAt, ...row }: PaymentRow): PaymentDto => ({
  ...row,
  createdAt: createdAt.toISOString(),
});

/** One payment within reach; throws `NotFound`. */
export async function fetchPayment(
  ctx: Ctx,
  tx: Tx,
  paymentId: string,
  permission: PermissionName = "payment.read",
): Promise<PaymentRow> {
  const [row] = await tx
    .select(paymentColumns)
    .from(payments)
    .where(
      and(
        eq(payments.tenantId, ctx.tenantId),
        eq(payments.id, paymentId),
        ofCustomersWithinReach(ctx, permission, payments.customerId),
      ),
    );
  if (!row) throw new NotFound("payment");
  return row;
}

/** The payment's own row, kept until the end of the transaction; throws `NotFound`. */
export async function lockPayment(ctx: Ctx, tx: Tx, paymentId: string) {
  const [row] = await tx
    .select()
    .from(payments)
    .where(and(eq(payments.tenantId, ctx.tenantId), eq(payments.id, paymentId)))
    .for("update");
  if (!row) throw new NotFound("payment");
  return row;
}
