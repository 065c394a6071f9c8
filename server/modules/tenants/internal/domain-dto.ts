import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { tenantDomains } from "@/db/schema/tenants";
import { NotFound } from "@/server/kernel/errors";
import type { Ctx } from "@/server/tenancy/context";
import { txtRecord } from "../rules/domains";
import type { DomainDto } from "../schema";

export const domainColumns = {
  id: tenantDomains.id,
  host: tenantDomains.host,
  face: tenantDomains.face,
  status: tenantDomains.status,
  txtToken: tenantDomains.txtToken,
  verifiedAt: tenantDomains.verifiedAt,
  checkedAt: tenantDomains.checkedAt,
  failedChecks: tenantDomains.failedChecks,
  createdAt: tenantDomains.createdAt,
};

export type DomainRow = {
  id: string;
  host: string;
  face: DomainDto["face"];
  status: DomainDto["status"];
  txtToken: string;
  verifiedAt: Date | null;
  checkedAt: Date | null;
  failedChecks: number;
  createdAt: Date;
};

/** The tenant's domain, locked for the rest of the transaction. Throws `NotFound`. */
export async function fetchDomain(ctx: Ctx, tx: Tx, domainId: string): Promise<DomainRow> {
  const [row] = await tx
    .select(domainColumns)
    .from(tenantDomains)
    .where(and(eq(tenantDomains.tenantId, ctx.tenantId), eq(tenantDomains.id, domainId)))
    .for("update");
  if (!row) throw new NotFound("domain");
  return row;
}

export const toDomainDto = ({ txtToken, ...row }: DomainRow): DomainDto => ({
  ...row,
  record: txtRecord(row.host, txtToken),
  verifiedAt: row.verifiedAt?.toISOString() ?? null,
  checkedAt: row.checkedAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
});
