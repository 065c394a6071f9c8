import { integrations } from "@/db/schema/operations";
import { z } from "zod";
import { NotFound, Unavailable } from "@/server/kernel/errors";
import type { Transport } from "@/server/outbound/types";
import { openJson } from "@/server/secrets/seal";
import type { Ctx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { credentialsPlace, integrationColumns, thisIntegration } from "./internal/integration-dto";

/** An account opened for a vendor call, in memory only: never log it, never return it from a door. */
export type OpenIntegration = {
  readonly id: string;
  readonly vendor: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly credentials: Readonly<Record<string, string>>;
  /** For devices: only the networks that the platform allowed. */
  readonly deviceTransport: Transport;
};

const credentialsSchema = z.record(z.string(), z.string());
const networks = z.object({ allowedCidrs: z.array(z.string()).default([]) });

/**
 * Opens an account for our own code (jobs, adapters); call it before `callVendor`, not inside.
 * Throws `NotFound`, or `Unavailable` while the account is paused.
 */
export async function openIntegration(ctx: Ctx, integrationId: string): Promise<OpenIntegration> {
  const columns = { ...integrationColumns, sealed: integrations.credentialsSealed };
  return inTenant(ctx, async (tx) => {
    const [row] = await tx
      .select(columns)
      .from(integrations)
      .where(thisIntegration(ctx.tenantId, integrationId));
    if (!row) throw new NotFound("integration");
    if (!row.enabled) throw new Unavailable("integration_paused", { name: row.name });
    const { id, vendor, config, sealed } = row;
    const place = credentialsPlace(id);
    const credentials =
      sealed === null ? {} : credentialsSchema.parse(await openJson(ctx, tx, place, sealed));
    const cidrs = networks.parse(config).allowedCidrs;
    return { id, vendor, config, credentials, deviceTransport: { kind: "allowPrivate", cidrs } };
  });
}
