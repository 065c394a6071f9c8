import type { EventConsumer } from "@/server/events/event-consumers";
import { readFlag } from "@/server/modules/tenants/is-enabled";
import { createDeliveries } from "./internal/create-deliveries";
import { liveEndpoints } from "./internal/endpoint-row";
import { wantsEvent } from "./rules/delivery-rules";

/** A test goes to the one endpoint that was asked about. */
const OWN_WAY = new Set(["webhook.test.requested"]);

/** Makes one delivery for each fact and each endpoint that wants it and was there when it happened. */
export const takeForWebhooks: EventConsumer = {
  name: "webhooks",
  take: async (ctx, tx, events) => {
    const endpoints = (await liveEndpoints(tx, ctx.tenantId)).filter(
      ({ status }) => status !== "disabled",
    );
    // The platform took the feature away: nothing more leaves, whatever endpoints are left from before.
    if (endpoints.length === 0 || !(await readFlag(ctx, tx, "webhooks"))) return;
    const wanted = endpoints.flatMap((endpoint) =>
      events
        .filter(({ seq, name }) => seq > endpoint.sinceSeq && !OWN_WAY.has(name))
        .filter(({ name }) => wantsEvent(endpoint.eventNames, name))
        .map((event) => ({ endpoint, event })),
    );
    await createDeliveries(ctx, tx, wanted);
  },
};
