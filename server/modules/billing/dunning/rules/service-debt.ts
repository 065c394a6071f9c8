import type { Day } from "@/server/kernel/day";
import type { CustomerDebt, DebtInvoice, DebtService, LadderPolicy, Policies } from "./types";

/** Documents of a service's own course; the others are one-off. */
const REGULAR = new Set(["recurring", "opening"]);
/** States in which nothing is left to hold. */
const OVER = new Set(["terminated", "cancelled", "pendingInstall", "pendingPayment"]);

/** The ladder that a service stands on: the customer's, else the plan's, else the tenant's. */
export function policyOfService(
  debt: Pick<CustomerDebt, "policyId">,
  service: Pick<DebtService, "planPolicyId"> | undefined,
  { byId, fallback }: Policies,
): LadderPolicy {
  return byId.get(debt.policyId ?? service?.planPolicyId ?? "") ?? fallback;
}

/** The ladder that an invoice's reminders follow: as its first service's (by number). */
export function policyOfInvoice(
  debt: CustomerDebt,
  invoice: DebtInvoice,
  policies: Policies,
): LadderPolicy {
  let first: DebtService | undefined;
  for (const service of debt.services)
    if ((!first || service.number < first.number) && invoice.serviceIds.includes(service.id))
      first = service;
  return policyOfService(debt, first, policies);
}

export const isAlive = (service: Pick<DebtService, "state">): boolean => !OVER.has(service.state);

/**
 * Why an overdue invoice does not bear a service; undefined: it does. Only what it names is cut for it, so that a
 * service paid a year ahead runs on beside an unpaid one [KB-1997].
 */
export function whyNotBorne(
  invoice: DebtInvoice,
  service: DebtService,
  policy: LadderPolicy,
): "notOnInvoice" | "oneOff" | "disputed" | undefined {
  if (invoice.disputed) return "disputed";
  const oneOff = !REGULAR.has(invoice.kind) || invoice.serviceIds.length === 0;
  if (oneOff && !policy.oneOffCuts) return "oneOff";
  if (invoice.serviceIds.length > 0 && !invoice.serviceIds.includes(service.id))
    return "notOnInvoice";
  return undefined;
}

/** Days and ids are plain text: what a language says of their order is no matter, and costs much. */
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const byAge = (a: DebtInvoice, b: DebtInvoice) => compare(a.dueOn, b.dueOn) || compare(a.id, b.id);

/** Overdue invoices, the oldest first. Due today is not overdue. */
export const overdueOf = (debt: Pick<CustomerDebt, "invoices">, today: Day): DebtInvoice[] =>
  debt.invoices
    .filter(({ dueOn, openBaseMinor }) => dueOn < today && openBaseMinor > 0)
    .toSorted(byAge);

/** Overdue invoices that bear the service, the oldest first. */
export const bearing = (
  debt: CustomerDebt,
  service: DebtService,
  policy: LadderPolicy,
  today: Day,
): DebtInvoice[] =>
  overdueOf(debt, today).filter((invoice) => !whyNotBorne(invoice, service, policy));

export const sumOpen = (invoices: readonly DebtInvoice[]): number =>
  invoices.reduce((sum, { openBaseMinor }) => sum + openBaseMinor, 0);

/** Is there still a debt that keeps the service held? What lies below the floor does not count. */
export function isStillOwed(
  debt: CustomerDebt,
  service: DebtService,
  policies: Policies,
  today: Day,
): boolean {
  if (debt.exempt) return false;
  const policy = policyOfService(debt, service, policies);
  const owed = sumOpen(bearing(debt, service, policy, today));
  return owed > 0 && owed >= policy.floorMinor;
}
