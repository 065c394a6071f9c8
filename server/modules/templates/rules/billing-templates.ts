const text = (sample: string) => ({ kind: "text", sample }) as const;
const money = (sample: string) => ({ kind: "money", sample }) as const;
/** A day of the tenant's calendar, `YYYY-MM-DD`. */
const day = (sample: string) => ({ kind: "date", sample }) as const;
/** A path in the customer's portal or a whole link to it. */
const url = (path: string) => ({ kind: "url", sample: path }) as const;

const companyName = text("FibraNet");
const name = { ...text("María Quispe"), optional: true } as const;
const service = text("Fibra 200 Mbps");
const invoice = {
  name,
  companyName,
  number: text("R001-00001284"),
  amount: money("89.90 PEN"),
  dueOn: day("2026-03-14"),
  days: { kind: "number", sample: "3", optional: true },
  url: url("/invoices"),
} as const;

const card = text("Visa ···4242");
/** A kept card that was not charged. */
const charged = { name, companyName, card, amount: invoice.amount, url: url("/pay") } as const;

const billing = {
  area: "billing",
  record: "customer",
  channels: ["email", "whatsapp"],
} as const;

const asking = { ...billing, asksForMoney: true } as const;

/** What customers are told about what they owe, what they paid and what became of their services. */
export const billingMessages = {
  "billing.invoiceIssued": {
    ...asking,
    variables: {
      ...{ name, companyName, number: invoice.number, dueOn: invoice.dueOn, url: invoice.url },
      total: money("89.90 PEN"),
    },
    must: ["total"],
  },
  "billing.reminderBefore": { ...asking, variables: invoice, must: ["amount", "dueOn"] },
  "billing.dueToday": { ...asking, variables: invoice, must: ["amount"] },
  "billing.overdueReminder": { ...asking, variables: invoice, must: ["amount"] },
  "billing.cutNotice": {
    ...asking,
    variables: {
      ...{ name, companyName, service, amount: invoice.amount, url: url("/") },
      cutOn: day("2026-03-20"),
    },
    must: ["service", "cutOn"],
  },
  "billing.serviceSuspended": {
    ...asking,
    variables: { name, companyName, service, amount: invoice.amount, url: url("/") },
    must: ["service"],
  },
  "billing.serviceReconnected": {
    ...billing,
    variables: { name, companyName, service },
    must: ["service"],
  },
  "billing.paymentReceived": {
    ...billing,
    variables: {
      ...{ name, companyName, amount: invoice.amount, url: url("/") },
      receipt: text("RC01-00000412"),
    },
    must: ["amount"],
  },
  "billing.proofRejected": {
    ...billing,
    variables: {
      ...{ name, companyName, amount: invoice.amount, url: url("/proofs") },
      reason: text("La imagen no se lee"),
    },
    must: ["amount", "reason"],
  },
  "billing.autopayRetry": {
    ...asking,
    variables: { ...charged, retryOn: day("2026-03-17") },
    must: ["amount", "retryOn"],
  },
  "billing.autopayStopped": { ...asking, variables: charged, must: ["amount"] },
  "billing.cardExpiring": {
    ...billing,
    variables: { name, companyName, card, expiresOn: day("2026-03-31"), url: url("/cards") },
    must: ["card", "expiresOn"],
  },
  "billing.promiseGranted": {
    ...billing,
    variables: { name, companyName, amount: invoice.amount, dueOn: invoice.dueOn },
    must: ["amount", "dueOn"],
  },
  "billing.promiseBroken": {
    ...billing,
    variables: { name, companyName, amount: invoice.amount },
    must: ["amount"],
  },
} as const;
