import { type Day, daysBetween } from "@/server/kernel/day";
import type { ProofMatch } from "../schema";

/** What a reviewer would look up. Minor units of the proof's currency. */
export type ProofFacts = {
  amountMinor: number;
  paidOn: Day;
  /** The day on which it was brought. */
  broughtOn: Day;
  operationKey: string;
  /** What is open of the invoices that it names; null: it names none. */
  namedMinor: number | null;
  owedMinor: number;
  /** A payment of the customer that stands has the same operation; or the same amount, days apart at most. */
  paymentOperation: boolean;
  paymentAmount: boolean;
  twinFile: boolean;
  twinOperation: boolean;
  /** A movement of the bank that waits has the amount, and its operation; or is of those days. */
  bankOperation: boolean;
  bankAmount: boolean;
  /** Whose pay reference stands in what the proof says; null: nobody's. */
  reference: "own" | "other" | null;
};

const OLD_DAYS = 30;

/** What speaks for a proof and what against it, the worst first. Pure: the bank's word is a person's to take. */
export function preMatch(facts: ProofFacts): ProofMatch[] {
  const say = (kind: ProofMatch["kind"], tone: ProofMatch["tone"], amountMinor: number | null) => ({
    ...{ kind, tone, amountMinor },
  });
  const found: ProofMatch[] = [];
  if (facts.twinFile) found.push(say("twinFile", "bad", null));
  if (facts.twinOperation) found.push(say("twinOperation", "bad", null));
  if (facts.paymentOperation) found.push(say("paymentOperation", "bad", null));
  else if (facts.paymentAmount) found.push(say("paymentAmount", "warn", null));
  if (facts.bankOperation) found.push(say("bankOperation", "ok", null));
  else if (facts.bankAmount) found.push(say("bankAmount", "ok", null));
  if (facts.reference === "own") found.push(say("payReference", "ok", null));
  if (facts.reference === "other") found.push(say("otherReference", "warn", null));
  if (facts.operationKey === "") found.push(say("noOperation", "warn", null));
  if (daysBetween(facts.paidOn, facts.broughtOn) > OLD_DAYS)
    found.push(say("longAgo", "warn", null));
  const [kind, tone, difference] = ofAmount(facts);
  found.push(say(kind, tone, difference));
  const weight = { bad: 0, warn: 1, ok: 2 };
  return found.toSorted((a, b) => weight[a.tone] - weight[b.tone]);
}

type Verdict = [ProofMatch["kind"], ProofMatch["tone"], number | null];

function ofAmount({ amountMinor, namedMinor, owedMinor }: ProofFacts): Verdict {
  if (namedMinor !== null && amountMinor === namedMinor) return ["amountInvoices", "ok", null];
  if (amountMinor === owedMinor) return ["amountDebt", "ok", null];
  if (owedMinor === 0) return ["nothingOwed", "warn", null];
  const wanted = namedMinor || owedMinor;
  return amountMinor < wanted
    ? ["amountLess", "warn", wanted - amountMinor]
    : ["amountMore", "warn", amountMinor - wanted];
}
