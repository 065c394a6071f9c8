import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { integrations } from "@/db/schema/operations";
import { NotFound } from "@/server/kernel/errors";
import type { IntegrationDto } from "../schema";

/** The columns of a DTO; of the credentials only whether there are any leaves the database. */
export const integrationColumns = {
  id: integrations.id,
  vendor: integrations.vendor,
  name: integrations.name,
  config: integrations.config,
  credentialsStored: sql<boolean>`${integrations.credentialsSealed} is not null`,
  enabled: integrations.enabled,
  health: integrations.health,
  healthReason: integrations.healthReason,
  checkedAt: integrations.checkedAt,
  createdAt: integrations.createdAt,
};

type Row = Omit<IntegrationDto, "config" | "checkedAt" | "createdAt"> & {
  config: Record<string, unknown>;
  checkedAt: Date | null;
  createdAt: Date;
};

export const toIntegrationDto = (row: Row): IntegrationDto => ({
  ...row,
  config: row.config as IntegrationDto["config"],
  checkedAt: row.checkedAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
});

/** Where a tenant's integration stands; every statement of this module carries it. */
export const thisIntegration = (tenantId: string, id: string) =>
  and(eq(integrations.tenantId, tenantId), eq(integrations.id, id));

/** Loads and locks one integration of the tenant; throws `NotFound`. */
export async function lockIntegration(tx: Tx, tenantId: string, id: string): Promise<Row> {
  const [row] = await tx
    .select(integrationColumns)
    .from(integrations)
    .where(thisIntegration(tenantId, id))
    .for("update");
  if (!row) throw new NotFound("integration");
  return row;
}

/** The place of an integration's sealed credentials. */
export const credentialsPlace = (rowId: string) => ({
  table: "integrations",
  column: "credentials_sealed",
  rowId,
});
