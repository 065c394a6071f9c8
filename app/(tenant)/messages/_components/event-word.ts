import {
  CUSTOMER_EVENTS,
  TEMPLATE_EVENT,
} from "@/server/modules/notifications/rules/customer-events";

const KNOWN = [...CUSTOMER_EVENTS, TEMPLATE_EVENT];

/** The key of an event's word in `messageLog`; one that this version does not know is "another message". */
export const eventWord = (event: string): "event.billing_dueToday" =>
  (KNOWN.some((known) => known === event)
    ? `event.${event.replace(".", "_")}`
    : "event.other") as "event.billing_dueToday";
