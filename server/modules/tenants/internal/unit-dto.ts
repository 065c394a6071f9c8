import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { branches, businessUnits } from "@/db/schema/units";
import { NotFound } from "@/server/kernel/errors";
import type { BranchDto, UnitDto } from "../schema";

/** How many rows of a table carry the unit or branch that is being read; names are written out, since drizzle drops the table's name in a query of one table. */
const carried = (from: "memberships" | "customers", column: string, owner: string) =>
  sql<number>`(select count(*)::int from ${sql.raw(from)} c where c.tenant_id = ${sql.raw(`${owner}.tenant_id`)} and c.${sql.raw(column)} = ${sql.raw(`${owner}.id`)})`;

export const unitColumns = {
  id: businessUnits.id,
  code: businessUnits.code,
  name: businessUnits.name,
  description: businessUnits.description,
  archivedAt: businessUnits.archivedAt,
  members: carried("memberships", "business_unit_id", "business_units"),
  customers: carried("customers", "business_unit_id", "business_units"),
};
export const branchColumns = {
  id: branches.id,
  code: branches.code,
  name: branches.name,
  businessUnitId: branches.businessUnitId,
  address: branches.address,
  phone: branches.phone,
  timeZone: branches.timeZone,
  position: branches.position,
  archivedAt: branches.archivedAt,
  members: carried("memberships", "branch_id", "branches"),
  customers: carried("customers", "branch_id", "branches"),
};

type Stored<T extends { archivedAt: string | null }> = Omit<T, "archivedAt"> & {
  archivedAt: Date | null;
};
export const toUnitDto = (row: Stored<UnitDto>): UnitDto => ({
  ...row,
  archivedAt: row.archivedAt?.toISOString() ?? null,
});
export const toBranchDto = (row: Stored<BranchDto>): BranchDto => ({
  ...row,
  archivedAt: row.archivedAt?.toISOString() ?? null,
});

/** The tenant's unit as it stands; throws `NotFound`. */
export async function fetchUnit(tx: Tx, tenantId: string, unitId: string): Promise<UnitDto> {
  const [row] = await tx
    .select(unitColumns)
    .from(businessUnits)
    .where(and(eq(businessUnits.tenantId, tenantId), eq(businessUnits.id, unitId)));
  if (!row) throw new NotFound("businessUnit");
  return toUnitDto(row);
}

/** The tenant's branch as it stands; throws `NotFound`. */
export async function fetchBranch(tx: Tx, tenantId: string, branchId: string): Promise<BranchDto> {
  const [row] = await tx
    .select(branchColumns)
    .from(branches)
    .where(and(eq(branches.tenantId, tenantId), eq(branches.id, branchId)));
  if (!row) throw new NotFound("branch");
  return toBranchDto(row);
}
