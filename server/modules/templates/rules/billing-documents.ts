const text = (sample: string) => ({ kind: "text", sample }) as const;
const money = (sample: string) => ({ kind: "money", sample }) as const;
const day = (sample: string) => ({ kind: "date", sample }) as const;

const variables = {
  name: { ...text("María Quispe"), optional: true },
  companyName: text("FibraNet"),
  number: text("NV01-00001284"),
  total: money("89.90 PEN"),
  url: { kind: "url", sample: "/invoices" },
} as const;

const document = {
  area: "documents",
  record: "customer",
  channels: ["pdf"],
  must: [],
} as const;

/** What stands above and below the lines of each document; the lines themselves are drawn by `modules/billing/pdf`. */
export const billingDocuments = {
  "billing.invoice": {
    ...document,
    variables: { ...variables, dueOn: { ...day("2026-03-14"), optional: true } },
  },
  "billing.creditNote": { ...document, variables },
  "billing.receipt": { ...document, variables },
  "billing.statement": {
    ...document,
    variables: { ...variables, number: { ...variables.number, optional: true } },
  },
} as const;
