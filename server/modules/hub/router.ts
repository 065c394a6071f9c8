import { z } from "zod";
import { router } from "@/server/trpc/init";
import { staff } from "@/server/trpc/procedures";
import { createEndpoint } from "./create-endpoint";
import { deleteEndpoint } from "./delete-endpoint";
import { listAttempts } from "./list-attempts";
import { listDeliveries } from "./list-deliveries";
import { listEndpoints } from "./list-endpoints";
import { listEventTypes } from "./list-event-types";
import { pauseEndpoint } from "./pause-endpoint";
import { replayDelivery } from "./replay-delivery";
import { replayFailedSince } from "./replay-failed-since";
import { resumeEndpoint } from "./resume-endpoint";
import { rotateSecret } from "./rotate-secret";
import * as schema from "./schema";
import { sendTestWebhook } from "./send-test-webhook";
import { updateEndpoint } from "./update-endpoint";

const rest = (method: "GET" | "POST", path: `/${string}`, summary: string) => ({
  openapi: { method, path, summary, tags: ["webhooks"] },
});

const none = z.object({});

export const hubRouter = router({
  listEventTypes: staff("webhook.read")
    .meta(rest("GET", "/event-types", "Every event, with the schema of its payload"))
    .output(z.array(schema.eventTypeDto))
    .query(({ ctx }) => listEventTypes(ctx)),
  listEndpoints: staff("webhook.read")
    .meta(rest("GET", "/webhooks", "List webhook endpoints"))
    .output(z.array(schema.endpointDto))
    .query(({ ctx }) => listEndpoints(ctx)),
  createEndpoint: staff("webhook.manage")
    .meta(rest("POST", "/webhooks", "Create a webhook endpoint; the secret is shown once"))
    .input(schema.createEndpointInput)
    .output(schema.endpointWithSecret)
    .mutation(({ ctx, input }) => createEndpoint(ctx, input)),
  updateEndpoint: staff("webhook.manage")
    .input(schema.updateEndpointInput)
    .output(schema.endpointDto)
    .mutation(({ ctx, input }) => updateEndpoint(ctx, input)),
  rotateSecret: staff("webhook.manage")
    .input(schema.rotateSecretInput)
    .output(schema.endpointWithSecret)
    .mutation(({ ctx, input }) => rotateSecret(ctx, input)),
  pauseEndpoint: staff("webhook.manage")
    .input(schema.endpointIdInput)
    .output(schema.endpointDto)
    .mutation(({ ctx, input }) => pauseEndpoint(ctx, input)),
  resumeEndpoint: staff("webhook.manage")
    .input(schema.endpointIdInput)
    .output(schema.endpointDto)
    .mutation(({ ctx, input }) => resumeEndpoint(ctx, input)),
  deleteEndpoint: staff("webhook.manage")
    .input(schema.endpointIdInput)
    .output(none)
    .mutation(async ({ ctx, input }) => {
      await deleteEndpoint(ctx, input);
      return {};
    }),
  sendTestWebhook: staff("webhook.manage")
    .input(schema.endpointIdInput)
    .output(schema.deliveryDto)
    .mutation(({ ctx, input }) => sendTestWebhook(ctx, input)),
  listDeliveries: staff("webhook.read")
    .meta(rest("GET", "/webhooks/{endpointId}/deliveries", "List an endpoint's deliveries"))
    .input(schema.listDeliveriesInput)
    .output(schema.deliveryPage)
    .query(({ ctx, input }) => listDeliveries(ctx, input)),
  listAttempts: staff("webhook.read")
    .meta(rest("GET", "/webhook-deliveries/{deliveryId}/attempts", "List a delivery's attempts"))
    .input(schema.deliveryIdInput)
    .output(z.array(schema.attemptDto))
    .query(({ ctx, input }) => listAttempts(ctx, input)),
  replayDelivery: staff("webhook.manage")
    .input(schema.deliveryIdInput)
    .output(schema.deliveryDto)
    .mutation(({ ctx, input }) => replayDelivery(ctx, input)),
  replayFailedSince: staff("webhook.manage")
    .input(schema.replayFailedSinceInput)
    .output(schema.replayedOutput)
    .mutation(({ ctx, input }) => replayFailedSince(ctx, input)),
});
