import { addDays } from "@/server/kernel/day";
import type { AgingRow } from "@/server/modules/billing/statements/schema";

export const BUCKETS = ["notDue", "days30", "days60", "days90", "older"] as const;
export type Bucket = (typeof BUCKETS)[number];

/** An age's amount of a row; minor units. */
export const amountOf = (row: Pick<AgingRow, `${Bucket}Minor`>, bucket: Bucket): number =>
  row[`${bucket}Minor`];

/** Days overdue of each age: from, to. */
const DAYS: Record<Bucket, readonly [number | null, number | null]> = {
  notDue: [null, 0],
  days30: [1, 30],
  days60: [31, 60],
  days90: [61, 90],
  older: [91, null],
};

/** The due dates of an age as of a day, as the invoices' list reads a range. */
export function dueRange(asOf: string, bucket: Bucket): string {
  const [least, most] = DAYS[bucket];
  const from = most === null ? "" : addDays(asOf, -most);
  const to = least === null ? "" : addDays(asOf, -least);
  return `${from}..${to}`;
}

/** The list of what makes an amount up. */
export function invoicesOf(filters: Record<string, string | undefined>): string {
  const set = Object.entries(filters).filter(([, value]) => value);
  return `/invoices?${new URLSearchParams([["owed", "yes"], ...(set as [string, string][])]).toString()}`;
}
