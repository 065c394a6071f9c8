import type { Day } from "@/server/kernel/day";
import { addOneOffs } from "./one-off-lines";
import { billKey, type Bill } from "./bill";
import { capDiscounts } from "./cap-discounts";
import type { ChargeInput, LinePolicy, Lookups, ServiceInput } from "./inputs";
import { joinSmall } from "./join-small";
import { type Period, type PeriodPolicy, periodsDue } from "./periods";
import { serviceLines } from "./service-lines";

/** Everything of one customer that may fall due. */
export type CustomerInput = {
  customerId: string;
  services: readonly ServiceInput[];
  charges: readonly ChargeInput[];
};

export type BillPolicy = PeriodPolicy &
  LinePolicy & {
    /** Everything due on or before it. */
    through: Day;
    /** The smallest document, by currency; what is below it waits. Absent: none waits. */
    minimumMinor: (currency: string) => number;
  };

/** A period that is not charged, and is remembered so. */
export type Skip = { service: ServiceInput; period: Period; reason: "paused" | "suspended" };
export type CustomerPlan = { bills: Bill[]; skips: Skip[] };

/**
 * What a customer is billed: a document for each currency, bill day and unit; periods skipped; one-off charges with the
 * first document that they fit; credits as far as each document goes, the rest carried. No document is below zero.
 * Throws `BillingGap`; then nothing of the customer is billed.
 */
export function planCustomer(
  { customerId, services, charges }: CustomerInput,
  policy: BillPolicy,
  lookups: Lookups,
): CustomerPlan {
  const bills = new Map<string, Bill>();
  const skips: Skip[] = [];
  const cycles = new Map<string, number>();
  for (const service of services.toSorted((a, b) => a.number - b.number)) {
    const own = charges.filter(({ recurring, serviceId }) => recurring && serviceId === service.id);
    for (const period of periodsDue(service, service.nextPeriodOn, policy.through, policy)) {
      const input = { service, period, charges: own, cycles, policy, lookups };
      const made = serviceLines(input);
      if ("skipped" in made) skips.push({ service, period, reason: made.skipped });
      else billOf(bills, customerId, service, period.billOn).lines.push(...made.lines);
    }
  }
  const inOrder = [...bills.values()].toSorted((a, b) => (a.billOn < b.billOn ? -1 : 1));
  for (const bill of inOrder) capDiscounts(bill);
  const joined = joinSmall(inOrder, policy.minimumMinor);
  addOneOffs({ customerId, bills: joined, services, charges, through: policy.through, lookups });
  const waiting = new Set(
    inOrder.filter((bill) => !joined.includes(bill) && !isJoined(bill, joined)).flatMap(servicesOf),
  );
  return {
    bills: joined.filter(({ lines }) => lines.length > 0),
    // A period is not passed over while an earlier one of its service waits.
    skips: skips.filter(({ service }) => !waiting.has(service.id)),
  };
}

const servicesOf = ({ lines }: Bill): string[] =>
  lines.flatMap(({ serviceId }) => (serviceId === null ? [] : [serviceId]));

/** Have its lines gone to a later document? */
const isJoined = (bill: Bill, kept: readonly Bill[]): boolean =>
  bill.lines.every((line) => kept.some(({ lines }) => lines.includes(line)));

function billOf(
  bills: Map<string, Bill>,
  customerId: string,
  service: ServiceInput,
  billOn: Day,
): Bill {
  const { currency, businessUnitId } = service;
  const key = billKey({ customerId, currency, billOn, businessUnitId });
  const bill = bills.get(key) ?? { key, currency, billOn, businessUnitId, lines: [] };
  bills.set(key, bill);
  return bill;
}
