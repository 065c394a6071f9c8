import type { Day } from "@/server/kernel/day";
import type { Fx } from "@/server/modules/billing/rules/documents/base-amount";
import type { Blackout, CustomerDebt, DebtInvoice, LadderStep, Moment } from "./types";

/** A moment of the tenant's clock, `YYYY-MM-DD HH:MM`, at a quarter of an hour: when the ladder looks. Sorts as text. */
export type Tick = string;

export const tickOf = (day: Day, time: string): Tick => `${day} ${time}`;
export const dayOfTick = (tick: Tick): Day => tick.slice(0, 10);
export const timeOfTick = (tick: Tick): string => tick.slice(11);

export type PastInvoice = Omit<DebtInvoice, "openBaseMinor"> & {
  fx: Fx;
  /** Before that it is a draft or nothing. */
  issued: boolean;
};

/** What happened to a customer, at the first look that could see it. */
export type PastChange = { at: Tick } & (
  | { what: "issued"; invoiceId: string }
  | { what: "voided"; invoiceId: string }
  /** Below zero: settled; above: given back. */
  | { what: "open"; invoiceId: string; deltaMinor: number }
  | { what: "promised"; until: Day }
  | { what: "promiseEnded" }
  | { what: "proof"; until: Day | null }
  | { what: "service"; serviceId: string; state: string }
);

/** A customer as it was when the replay begins, and what happened since, in order. */
export type PastCase = {
  debt: Omit<CustomerDebt, "invoices">;
  invoices: readonly PastInvoice[];
  changes: readonly PastChange[];
};

/** What the tenant's calendar and switches were. */
export type PastCalendar = {
  holidays: Moment["holidays"];
  /** A day without cuts counts from when it was written down. */
  blackouts: readonly (Blackout & { since: Tick })[];
  /** Panic: from the first look that it held back to the first that it did not. */
  frozen: readonly { from: Tick; until: Tick; what: "cuts" | "all" }[];
};

export type ReplayedStep = {
  invoiceId: string;
  serviceId: string | null;
  policyId: string;
  step: LadderStep;
  onDay: Day;
};
