import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { webhookEndpoints } from "@/db/schema/hub";
import { NotFound } from "@/server/kernel/errors";
import type { EndpointDto } from "../schema";

const columns = {
  id: webhookEndpoints.id,
  url: webhookEndpoints.url,
  description: webhookEndpoints.description,
  eventNames: webhookEndpoints.eventNames,
  sinceSeq: webhookEndpoints.sinceSeq,
  status: webhookEndpoints.status,
  disabledReason: webhookEndpoints.disabledReason,
  failingSince: webhookEndpoints.failingSince,
  previousSecretExpiresAt: webhookEndpoints.previousSecretExpiresAt,
  createdAt: webhookEndpoints.createdAt,
};

/** An endpoint without its secrets. */
export type EndpointRow = Omit<
  EndpointDto,
  "failingSince" | "previousSecretExpiresAt" | "createdAt"
> & {
  sinceSeq: number;
  failingSince: Date | null;
  previousSecretExpiresAt: Date | null;
  createdAt: Date;
};

const live = (tenantId: string) =>
  and(eq(webhookEndpoints.tenantId, tenantId), isNull(webhookEndpoints.deletedAt));

/** The tenant's endpoints that are not deleted, oldest first. */
export function liveEndpoints(tx: Tx, tenantId: string): Promise<EndpointRow[]> {
  return tx
    .select(columns)
    .from(webhookEndpoints)
    .where(live(tenantId))
    .orderBy(webhookEndpoints.id);
}

/** Locks one endpoint; throws `NotFound`. */
export async function lockEndpoint(tx: Tx, tenantId: string, id: string): Promise<EndpointRow> {
  const [row] = await tx
    .select(columns)
    .from(webhookEndpoints)
    .where(and(live(tenantId), eq(webhookEndpoints.id, id)))
    .for("update");
  if (!row) throw new NotFound("webhookEndpoint");
  return row;
}

/** Changes one endpoint and gives it back as a screen sees it. */
export async function changeEndpoint(
  tx: Tx,
  tenantId: string,
  id: string,
  set: Partial<typeof webhookEndpoints.$inferInsert>,
): Promise<EndpointDto> {
  const [row] = await tx
    .update(webhookEndpoints)
    .set(set)
    .where(and(live(tenantId), eq(webhookEndpoints.id, id)))
    .returning(columns);
  if (!row) throw new NotFound("webhookEndpoint");
  return toEndpointDto(row);
}

export const toEndpointDto = (row: EndpointRow): EndpointDto => ({
  id: row.id,
  url: row.url,
  description: row.description,
  eventNames: row.eventNames,
  status: row.status,
  disabledReason: row.disabledReason,
  failingSince: row.failingSince?.toISOString() ?? null,
  previousSecretExpiresAt: row.previousSecretExpiresAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
});
