import { z } from "zod";

const day = z.iso.date();
const minor = z.number().int();

export const ownPromiseInput = z.object({ dueOn: day });
export type OwnPromiseInput = z.output<typeof ownPromiseInput>;

/** What a customer may promise; null where the company does not let them or nothing is overdue. */
export const ownPromiseTerms = z
  .object({
    currency: z.string(),
    today: day,
    debtMinor: minor,
    lastDay: day,
    /** To be paid first; 0: nothing. */
    downPaymentMinor: minor,
    /** Key of `errors`: why none is granted; null: one is. */
    refusal: z.string().nullable(),
    /** An open one's last day. */
    promisedUntil: day.nullable(),
  })
  .nullable();
export type OwnPromiseTerms = z.output<typeof ownPromiseTerms>;

/** What of a customer's facts they are told, in plain words. */
export const HISTORY_KINDS = [
  "invoiceIssued",
  "invoiceOverdue",
  "reminded",
  "cutAsked",
  "cut",
  "paid",
  "reconnectAsked",
  "reconnected",
  "promised",
  "promiseKept",
  "promiseBroken",
  "paused",
  "resumed",
  "planAsked",
  "planChanged",
] as const;

export const historyInput = z.object({ before: z.number().int().positive().optional() });
export type HistoryInput = z.output<typeof historyInput>;
export const historyPage = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      at: z.iso.datetime(),
      kind: z.enum(HISTORY_KINDS),
      /** Which invoice, service or plan. */
      name: z.string(),
      amountMinor: minor.nullable(),
      currency: z.string().nullable(),
      onDay: day.nullable(),
    }),
  ),
  nextBefore: z.number().int().nullable(),
});
export type HistoryPage = z.output<typeof historyPage>;
