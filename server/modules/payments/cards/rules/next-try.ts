import { addDays, type Day } from "@/server/kernel/day";
import { hasCome } from "../../rules/judge-charge";
import type { AutopaySettings } from "../autopay-schema";
import { declineKind } from "./decline-kind";

/** A try to charge an invoice to a kept card. */
export type Try = {
  number: number;
  onDay: Day;
  status: string;
  reason: string;
  /** Made since automatic payment was switched on as it is now. */
  current: boolean;
};

export type TryCase = {
  dueOn: Day;
  /** Nobody agreed to more before this day. */
  agreedOn: Day;
  /** Days before the due date that were agreed to. */
  agreedDays: number;
  openMinor: number;
  limitMinor: number | null;
  promised: boolean;
  /** The payer has a gateway's page open for it, or a charge is not decided. */
  busy: boolean;
  tries: readonly Try[];
};

/** When it is charged next, or why not. `stopped`: the bank's no was final, or every try is made. */
export type NextTry =
  | { number: number; onDay: Day; waits: "promise" | "busy" | null }
  | { number: null; why: "limit" | "stopped" | "charged" };

/** The next try to charge an invoice: the first on its day, the others by the calendar, one a day at most. */
export function nextTry(
  given: TryCase,
  policy: Pick<AutopaySettings, "daysBefore" | "retryDays">,
): NextTry {
  const { tries, agreedOn, limitMinor } = given;
  if (tries.some(({ status }) => hasCome(status) || status === "mismatch"))
    return { number: null, why: "charged" };
  if (limitMinor !== null && given.openMinor > limitMinor) return { number: null, why: "limit" };
  const number = Math.max(0, ...tries.map((one) => one.number)) + 1;
  const waits = given.promised ? "promise" : given.busy ? "busy" : null;
  const current = tries.filter((one) => one.current);
  const [first] = current;
  const last = current.at(-1);
  if (!first || !last) {
    const from = addDays(given.dueOn, -Math.min(policy.daysBefore, given.agreedDays));
    return { number, waits, onDay: from < agreedOn ? agreedOn : from };
  }
  const wait = policy.retryDays[current.length - 1];
  const refused = last.status === "rejected" && declineKind(last.reason) !== "soft";
  if (refused || wait === undefined) return { number: null, why: "stopped" };
  const onDay = addDays(first.onDay, wait);
  return { number, waits, onDay: onDay > last.onDay ? onDay : addDays(last.onDay, 1) };
}
