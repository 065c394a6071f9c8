import { z } from "zod";
import type { Tx } from "@/db/client";
import { integrations } from "@/db/schema/operations";
import { Unavailable } from "@/server/kernel/errors";
import { openJson } from "@/server/secrets/seal";
import type { Ctx } from "@/server/tenancy/context";
import type { OpenIntegration } from "../open-integration";
import { credentialsPlace } from "./integration-dto";

/** What opening takes of a row. */
export const openableColumns = {
  id: integrations.id,
  vendor: integrations.vendor,
  name: integrations.name,
  config: integrations.config,
  enabled: integrations.enabled,
  sealed: integrations.credentialsSealed,
};

type Row = {
  id: string;
  vendor: string;
  name: string;
  config: Record<string, unknown>;
  enabled: boolean;
  sealed: string | null;
};

const credentialsSchema = z.record(z.string(), z.string());
const networks = z.object({ allowedCidrs: z.array(z.string()).default([]) });

/** Throws `Unavailable` while the account is paused, `SecretUnreadable` where its seal does not open. */
export async function openRow(
  ctx: Ctx,
  tx: Tx,
  { id, vendor, name, config, enabled, sealed }: Row,
): Promise<OpenIntegration> {
  if (!enabled) throw new Unavailable("integration_paused", { name });
  const credentials =
    sealed === null
      ? {}
      : credentialsSchema.parse(await openJson(ctx, tx, credentialsPlace(id), sealed));
  const cidrs = networks.parse(config).allowedCidrs;
  return { id, vendor, config, credentials, deviceTransport: { kind: "allowPrivate", cidrs } };
}
