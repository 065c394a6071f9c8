import { integrations } from "@/db/schema/operations";
import { NotFound } from "@/server/kernel/errors";
import type { Transport } from "@/server/outbound/types";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { thisIntegration } from "./internal/integration-dto";
import { openableColumns, openRow } from "./internal/open-row";

/** An account opened for a vendor call, in memory only: never log it, never return it from a door. */
export type OpenIntegration = {
  readonly id: string;
  readonly vendor: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly credentials: Readonly<Record<string, string>>;
  /** For devices: only the networks that the platform allowed. */
  readonly deviceTransport: Transport;
};

/**
 * Opens an account for our own code (jobs, adapters); call it before `callVendor`, not inside.
 * Throws `NotFound`, or `Unavailable` while the account is paused.
 */
export async function openIntegration(ctx: Ctx, integrationId: string): Promise<OpenIntegration> {
  return inTenant(ctx, async (tx) => {
    const [row] = await tx
      .select(openableColumns)
      .from(integrations)
      .where(thisIntegration(ctx.tenantId, integrationId));
    if (!row) throw new NotFound("integration");
    return openRow(ctx, tx, row);
  });
}
