import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { invoices } from "@/db/schema/billing";
import type { PermissionName } from "@/server/auth/permissions";
import { dayIn } from "@/server/kernel/day";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { ofCustomersWithinReach } from "../of-customers-within-reach";
import type { InvoiceDto } from "../schema";

export const invoiceColumns = {
  id: invoices.id,
  kind: invoices.kind,
  number: invoices.fullNumber,
  documentStatus: invoices.documentStatus,
  fiscalStatus: invoices.fiscalStatus,
  paymentStatus: invoices.paymentStatus,
  disputedAt: invoices.disputedAt,
  inCollectionAt: invoices.inCollectionAt,
  customerId: invoices.customerId,
  customerName: sql<string>`(select c.name from customers c
    where c.id = invoices.customer_id and c.tenant_id = invoices.tenant_id)`,
  currency: invoices.currency,
  netMinor: invoices.netMinor,
  taxMinor: invoices.taxMinor,
  totalMinor: invoices.totalMinor,
  openMinor: invoices.openMinor,
  writtenOffMinor: invoices.writtenOffMinor,
  issuedOn: invoices.issuedOn,
  dueOn: invoices.dueOn,
  periodStart: invoices.periodStart,
  periodEnd: invoices.periodEnd,
  businessUnitId: invoices.businessUnitId,
  unitName: sql<string | null>`(select u.name from business_units u
    where u.id = invoices.business_unit_id and u.tenant_id = invoices.tenant_id)`,
  createdAt: invoices.createdAt,
  timeZone: sql<string>`(select t.time_zone from tenants t where t.id = invoices.tenant_id)`,
};

export type InvoiceRow = Omit<InvoiceDto, "createdAt" | "overdue" | "disputed" | "inCollection"> & {
  createdAt: Date;
  disputedAt: Date | null;
  inCollectionAt: Date | null;
  timeZone: string;
};

export function toInvoiceDto(ctx: Ctx, { timeZone, ...row }: InvoiceRow): InvoiceDto {
  const { disputedAt, inCollectionAt, createdAt, ...rest } = row;
  const owed = row.documentStatus === "finalized" && row.openMinor > 0;
  return {
    ...rest,
    overdue: owed && row.dueOn < dayIn(timeZone, ctx.now),
    disputed: disputedAt !== null,
    inCollection: inCollectionAt !== null,
    createdAt: createdAt.toISOString(),
  };
}

/** One invoice within reach; throws `NotFound`. */
export async function fetchInvoice(
  ctx: Ctx,
  tx: Tx,
  invoiceId: string,
  permission: PermissionName = "invoice.read",
): Promise<InvoiceRow> {
  const [row] = await tx
    .select(invoiceColumns)
    .from(invoices)
    .where(
      and(
        eq(invoices.tenantId, ctx.tenantId),
        eq(invoices.id, invoiceId),
        ofCustomersWithinReach(ctx, permission, invoices.customerId),
      ),
    );
  if (!row) throw new NotFound("invoice");
  return row;
}

export type InvoiceHead = typeof invoices.$inferSelect;

/** The invoice's own row, kept until the end of the transaction; throws `NotFound`. */
export async function lockInvoice(ctx: Ctx, tx: Tx, invoiceId: string): Promise<InvoiceHead> {
  const [row] = await tx
    .select()
    .from(invoices)
    .where(and(eq(invoices.tenantId, ctx.tenantId), eq(invoices.id, invoiceId)))
    .for("update");
  if (!row) throw new NotFound("invoice");
  return row;
}
