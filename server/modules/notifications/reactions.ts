import { defineReaction } from "@/server/events/reactions";
import { RESOURCE_NAMES } from "@/server/modules/tenants/rules/resources";
import { readSender } from "@/server/modules/templates/read-sender";
import { resourceName } from "@/server/i18n/resource-name";
import { inTenant } from "@/server/tenancy/in-tenant";
import { tellHolders } from "./tell-holders";
import type { Ctx } from "@/server/tenancy/context";
import type { StatedEvent } from "@/server/events/stated-event";
import { tellOfServices } from "./tell-of-services";

export const reactions = [
  defineReaction({
    on: ["usage.warned"],
    name: "notifications.warnOfLimit",
    handle: (ctx, event) =>
      inTenant(ctx, async (tx) => {
        const { resource, period, percent, used, maximum } = event.payload;
        const known = RESOURCE_NAMES.find((name) => name === resource);
        if (!known) return;
        const { staffOrigin } = await readSender(ctx, tx);
        await tellHolders(ctx, tx, {
          permission: "usage.read",
          template: "tenants.limitWarning",
          params: (locale) => ({
            ...{ resourceName: resourceName(locale, known), percent, used, maximum },
            url: `${staffOrigin}/`,
          }),
          news: { kind: "limit_warned", params: { resource, percent }, href: "/" },
          dedupeKey: `limit:${resource}:${period}:${event.id}`,
        });
      }),
  }),
  defineReaction({
    on: ["service.reconnected"],
    name: "notifications.tellOfReconnection",
    together: tellOfReconnections,
    handle: (ctx, event) => tellOfReconnections(ctx, [event]),
  }),
];

function tellOfReconnections(
  ctx: Ctx,
  events: readonly StatedEvent<"service.reconnected">[],
): Promise<void> {
  const seen = events.map(({ id: eventId, entity }) => ({ serviceId: entity.id, eventId }));
  return inTenant(ctx, (tx) => tellOfServices(ctx, tx, seen, { on: true }));
}
