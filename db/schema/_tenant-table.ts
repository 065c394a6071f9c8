import { type AnyPgColumn, foreignKey, primaryKey } from "drizzle-orm/pg-core";

type TenantKeyed = { id: AnyPgColumn; tenantId: AnyPgColumn };

/**
 * Primary key of a tenant table: `(id, tenant_id)`, id first.
 * With tenant_id first a bulk load can turn foreign-key checks quadratic (quality.md §0.2).
 */
export const tenantKey = (table: TenantKeyed) =>
  primaryKey({ columns: [table.id as never, table.tenantId as never] });

/**
 * Composite foreign key `(column, tenant_id) → parent (id, tenant_id)`.
 * A plain foreign key is checked outside row-level security and would cross tenants.
 */
export const tenantReference = (
  name: string,
  column: AnyPgColumn,
  tenantId: AnyPgColumn,
  parent: TenantKeyed,
) =>
  foreignKey({
    name,
    columns: [column as never, tenantId as never],
    foreignColumns: [parent.id as never, parent.tenantId as never],
  });
