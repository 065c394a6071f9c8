import { z } from "zod";
import { router } from "@/server/trpc/init";
import { platform, staff } from "@/server/trpc/procedures";
import { allowNetworks } from "./allow-networks";
import { createIntegration } from "./create-integration";
import { getConnections } from "./get-connections";
import { getIntegration } from "./get-integration";
import { listIntegrations } from "./list-integrations";
import { removeIntegration } from "./remove-integration";
import * as schema from "./schema";
import { setIntegrationEnabled } from "./set-integration-enabled";
import { updateIntegration } from "./update-integration";

const none = z.object({});

export const integrationsRouter = router({
  list: staff("integration.read")
    .output(z.array(schema.integrationDto))
    .query(({ ctx }) => listIntegrations(ctx)),
  connections: staff("integration.read")
    .output(z.array(schema.connectionDto))
    .query(({ ctx }) => getConnections(ctx)),
  get: staff("integration.read")
    .input(schema.integrationIdInput)
    .output(schema.integrationDto)
    .query(({ ctx, input }) => getIntegration(ctx, input)),
  create: staff("integration.manage")
    .input(schema.createIntegrationInput)
    .output(schema.integrationDto)
    .mutation(({ ctx, input }) => createIntegration(ctx, input)),
  update: staff("integration.manage")
    .input(schema.updateIntegrationInput)
    .output(schema.integrationDto)
    .mutation(({ ctx, input }) => updateIntegration(ctx, input)),
  setEnabled: staff("integration.manage")
    .input(schema.setIntegrationEnabledInput)
    .output(none)
    .mutation(async ({ ctx, input }) => {
      await setIntegrationEnabled(ctx, input);
      return {};
    }),
  remove: staff("integration.manage")
    .input(schema.integrationIdInput)
    .output(none)
    .mutation(async ({ ctx, input }) => {
      await removeIntegration(ctx, input);
      return {};
    }),
  allowNetworks: platform("platform.tenant.manage")
    .input(schema.allowNetworksInput)
    .output(none)
    .mutation(async ({ ctx, input }) => {
      await allowNetworks(ctx, input);
      return {};
    }),
});
