import { defineReaction } from "@/server/events/reactions";
import { notifyStaff } from "@/server/modules/notifications/notify-staff";
import { inTenant } from "@/server/tenancy/in-tenant";

export const reactions = [
  defineReaction({
    on: ["cashShift.closed"],
    name: "payments.tellOfCount",
    handle: (ctx, { id, entity, payload }) =>
      inTenant(ctx, async (tx) => {
        await notifyStaff(ctx, tx, {
          ...{ kind: "cash_to_approve", permission: "cash.supervise" },
          params: { count: payload.differences.length },
          href: `/payments/cash/${entity.id}`,
          dedupeKey: `cashShift.closed:${id}`,
        });
      }),
  }),
];
