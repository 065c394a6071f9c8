import type { HISTORY_KINDS } from "../self/schema";

export type HistoryKind = (typeof HISTORY_KINDS)[number];

/** Facts that a customer is told, and as what. */
const TOLD: Readonly<Record<string, HistoryKind>> = {
  "invoice.created": "invoiceIssued",
  "invoice.overdue": "invoiceOverdue",
  "dunning.stepTaken": "reminded",
  "service.suspendRequested": "cutAsked",
  "service.suspended": "cut",
  "payment.received": "paid",
  "service.reconnectRequested": "reconnectAsked",
  "service.reconnected": "reconnected",
  "promise.granted": "promised",
  "promise.kept": "promiseKept",
  "promise.broken": "promiseBroken",
  "service.paused": "paused",
  "service.resumed": "resumed",
  "service.planChangeAsked": "planAsked",
  "service.planChanged": "planChanged",
};

export const TOLD_FACTS: readonly string[] = Object.keys(TOLD);

/** Steps of the ladder that speak to the customer; the others are told by what follows from them. */
const SPEAKS = new Set(["reminder", "overdue", "softStep"]);

/** As what a fact is told to the customer; undefined: not at all. */
export function historyKind(
  name: string,
  payload: Readonly<Record<string, unknown>>,
): HistoryKind | undefined {
  if (name === "dunning.stepTaken" && !SPEAKS.has(String(payload.kind))) return undefined;
  return Object.hasOwn(TOLD, name) ? TOLD[name] : undefined;
}
