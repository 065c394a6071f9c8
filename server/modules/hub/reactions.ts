import { defineReaction } from "@/server/events/reactions";
import { enqueue } from "@/server/jobs/enqueue";
import { mailDisabledEndpoint } from "./mail-disabled-endpoint";

export const reactions = [
  defineReaction({
    on: ["webhook.endpoint.disabled"],
    name: "hub.mailDisabledEndpoint",
    handle: async (ctx, event) => {
      enqueue(ctx, mailDisabledEndpoint, { endpointId: event.entity.id, eventId: event.id });
    },
  }),
];
