/** What customers are told about; each is worded by the template of the same name unless its policy names another. */
export const CUSTOMER_EVENTS = [
  "billing.invoiceIssued",
  "billing.reminderBefore",
  "billing.dueToday",
  "billing.overdueReminder",
  "billing.cutNotice",
  "billing.serviceSuspended",
  "billing.serviceReconnected",
  "billing.paymentReceived",
  "billing.proofRejected",
  "billing.autopayRetry",
  "billing.autopayStopped",
  "billing.cardExpiring",
  "billing.promiseGranted",
  "billing.promiseBroken",
] as const;

export type CustomerEvent = (typeof CUSTOMER_EVENTS)[number];

/** What a message by one of the tenant's own WhatsApp templates is about. */
export const TEMPLATE_EVENT = "whatsapp.template";

/** Who is told: the customer itself, or those of its contacts that get bills. */
export const AUDIENCES = ["customer", "contacts"] as const;
export type Audience = (typeof AUDIENCES)[number];

/** Ways to customers, in the usual order; what stands in for phones where no vendor is connected comes by itself. */
export const POLICY_CHANNELS = ["whatsapp", "sms", "email"] as const;
export type PolicyChannel = (typeof POLICY_CHANNELS)[number];
