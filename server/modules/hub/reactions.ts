import { and, eq } from "drizzle-orm";
import { webhookEndpoints } from "@/db/schema/hub";
import { defineReaction } from "@/server/events/reactions";
import { tellHolders } from "@/server/modules/notifications/tell-holders";
import { inTenant } from "@/server/tenancy/in-tenant";
import { tenantOrigin } from "./internal/tenant-origin";

export const reactions = [
  defineReaction({
    on: ["webhook.endpoint.disabled"],
    // Its first name: the key under which waiting facts know it.
    name: "hub.mailDisabledEndpoint",
    handle: (ctx, event) =>
      inTenant(ctx, async (tx) => {
        const id = event.entity.id;
        const [endpoint] = await tx
          .select({ url: webhookEndpoints.url })
          .from(webhookEndpoints)
          .where(and(eq(webhookEndpoints.tenantId, ctx.tenantId), eq(webhookEndpoints.id, id)));
        if (!endpoint) return;
        const { host } = new URL(endpoint.url);
        const url = `${await tenantOrigin(tx, ctx.tenantId)}/settings/webhooks`;
        await tellHolders(ctx, tx, {
          permission: "webhook.manage",
          template: "hub.endpointDisabled",
          params: () => ({ host, url }),
          news: {
            kind: "endpoint_disabled",
            params: { host },
            href: `/settings/webhooks/${id}`,
          },
          dedupeKey: `webhook-disabled:${event.id}`,
        });
      }),
  }),
];
