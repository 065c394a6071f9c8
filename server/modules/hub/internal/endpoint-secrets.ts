import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { webhookEndpoints } from "@/db/schema/hub";
import { openText, sealText } from "@/server/secrets/seal";

const TABLE = "webhook_endpoints";

/** Seals an endpoint's secret for its column. */
export const sealEndpointSecret = (
  tx: Tx,
  tenantId: string,
  endpointId: string,
  column: "secret_sealed" | "previous_secret_sealed",
  secret: string,
): Promise<string> =>
  sealText({ tenantId }, tx, { table: TABLE, column, rowId: endpointId }, secret);

/** The secrets that sign now: the present one first, then the one before it while it lives. */
export async function liveSecrets(
  tx: Tx,
  tenantId: string,
  endpointId: string,
  now: Date,
): Promise<string[]> {
  const [row] = await tx
    .select({
      secret: webhookEndpoints.secretSealed,
      previous: webhookEndpoints.previousSecretSealed,
      previousExpiresAt: webhookEndpoints.previousSecretExpiresAt,
    })
    .from(webhookEndpoints)
    .where(and(eq(webhookEndpoints.tenantId, tenantId), eq(webhookEndpoints.id, endpointId)));
  if (!row) return [];
  const open = (column: string, sealed: string) =>
    openText({ tenantId }, tx, { table: TABLE, column, rowId: endpointId }, sealed);
  const secrets = [await open("secret_sealed", row.secret)];
  if (row.previous && row.previousExpiresAt && row.previousExpiresAt > now)
    secrets.push(await open("previous_secret_sealed", row.previous));
  return secrets;
}
