import type { Tx } from "@/db/client";
import { Conflict } from "@/server/kernel/errors";
import { type EndpointRow, lockEndpoint } from "./endpoint-row";

/** Locks an endpoint that may be sent to; throws `NotFound`, or `Conflict` when it is paused or disabled. */
export async function lockSendingEndpoint(
  tx: Tx,
  tenantId: string,
  id: string,
): Promise<EndpointRow> {
  const endpoint = await lockEndpoint(tx, tenantId, id);
  if (endpoint.status !== "active")
    throw new Conflict("webhook_not_active", { status: endpoint.status });
  return endpoint;
}
