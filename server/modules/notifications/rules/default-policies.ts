import type { Locale } from "@/server/tenancy/context";
import type { Audience, CustomerEvent, PolicyChannel } from "./customer-events";

/** How one audience is told of one event. */
export type Policy = {
  enabled: boolean;
  /** Tried in this order, as far as the person can be reached by them and the tenant has them. */
  channels: readonly PolicyChannel[];
  template: CustomerEvent;
  /** `customer`: the customer's own. */
  language: "customer" | Locale;
  /** Held back in the tenant's quiet hours. */
  quietHours: boolean;
  /** At most so many of this event to one person a day; null: no cap. */
  maxPerDay: number | null;
};

/** Mail that a person may want to keep goes by mail first; what should be read at once, by WhatsApp first. */
const paper = ["email", "whatsapp", "sms"] as const;
const quick = ["whatsapp", "email", "sms"] as const;

const rules: Readonly<Record<CustomerEvent, Partial<Policy>>> = {
  "billing.invoiceIssued": { channels: paper },
  "billing.reminderBefore": { maxPerDay: 3 },
  "billing.dueToday": { maxPerDay: 3 },
  "billing.overdueReminder": { maxPerDay: 3 },
  "billing.cutNotice": { maxPerDay: 3 },
  // Somebody whose service goes or comes back wants to know it at that hour.
  "billing.serviceSuspended": { quietHours: false },
  "billing.serviceReconnected": { quietHours: false },
  "billing.paymentReceived": { quietHours: false },
  "billing.proofRejected": {},
  "billing.autopayRetry": {},
  "billing.autopayStopped": {},
  "billing.cardExpiring": { channels: paper },
  "billing.promiseGranted": { quietHours: false },
  "billing.promiseBroken": {},
};

/** Contacts who get bills are sent those, and no more. */
const FOR_CONTACTS: readonly CustomerEvent[] = [
  "billing.invoiceIssued",
  "billing.reminderBefore",
  "billing.dueToday",
  "billing.overdueReminder",
  "billing.cutNotice",
];

/** What holds where the tenant has said nothing. */
export const defaultPolicy = (event: CustomerEvent, audience: Audience): Policy => ({
  enabled: audience === "customer" || FOR_CONTACTS.includes(event),
  channels: audience === "customer" ? quick : paper,
  template: event,
  language: "customer",
  quietHours: true,
  maxPerDay: null,
  ...rules[event],
});
