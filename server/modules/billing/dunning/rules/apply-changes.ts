import { toBase } from "@/server/modules/billing/rules/documents/base-amount";
import type { Day } from "@/server/kernel/day";
import type { PastChange, PastInvoice } from "./past";
import { isStillOwed } from "./service-debt";
import type { CustomerDebt, Policies } from "./types";

/** A customer in the middle of a replay: `debt.invoices` is what of `invoices` is open. */
export type PastState = { debt: CustomerDebt; invoices: readonly PastInvoice[] };

/** The same state with `debt.invoices` as they are open now. */
export function seen(debt: Omit<CustomerDebt, "invoices">, invoices: readonly PastInvoice[]) {
  const open = invoices.flatMap(({ fx, issued, ...invoice }) =>
    issued && invoice.openMinor > 0
      ? [{ ...invoice, openBaseMinor: toBase(invoice.openMinor, fx) }]
      : [],
  );
  return { invoices, debt: { ...debt, invoices: open } };
}

/** What happened, applied as the product does it: money lets go, a promise takes back, money that bounced too. */
export function applyChanges(
  given: PastState,
  changes: readonly PastChange[],
  policies: Policies,
  today: Day,
): PastState {
  let state = given;
  for (const change of changes) state = apply(state, change, policies, today);
  return state;
}

function apply(state: PastState, change: PastChange, policies: Policies, today: Day): PastState {
  const { debt, invoices } = state;
  switch (change.what) {
    case "promised":
      return { invoices, debt: undone({ ...letGo(debt, () => true), promiseUntil: change.until }) };
    case "promiseEnded":
      return { invoices, debt: { ...debt, promiseUntil: null } };
    case "proof":
      return { invoices, debt: { ...debt, proofUntil: change.until } };
    case "service":
      return { invoices, debt: { ...debt, services: withState(debt, change) } };
    case "issued":
    case "voided":
    case "open":
      return settled(state, change, policies, today);
    default:
      return change satisfies never;
  }
}

const withState = (
  debt: CustomerDebt,
  { serviceId, state }: { serviceId: string; state: string },
) => debt.services.map((service) => (service.id === serviceId ? { ...service, state } : service));

type OfInvoice = Extract<PastChange, { what: "issued" | "voided" | "open" }>;

/** As `settleDebt`: what no longer owes is let go; as `reopenLadder`: what was paid and no longer is may be cut again. */
function settled(state: PastState, change: OfInvoice, policies: Policies, today: Day): PastState {
  const before = state.invoices.find(({ id }) => id === change.invoiceId);
  const next = seen(
    state.debt,
    state.invoices.map((one) => (one.id === change.invoiceId ? changed(one, change) : one)),
  );
  if (change.what === "issued") return next;
  const given = change.what === "open" && change.deltaMinor > 0;
  if (given) return before?.openMinor === 0 ? { ...next, debt: undone(next.debt) } : next;
  const { debt } = next;
  return { ...next, debt: letGo(debt, (service) => !isStillOwed(debt, service, policies, today)) };
}

function changed(invoice: PastInvoice, change: OfInvoice): PastInvoice {
  if (change.what === "issued") return { ...invoice, issued: true };
  if (change.what === "voided") return { ...invoice, openMinor: 0 };
  return { ...invoice, openMinor: invoice.openMinor + change.deltaMinor };
}

const letGo = (
  debt: CustomerDebt,
  free: (service: CustomerDebt["services"][number]) => boolean,
): CustomerDebt => ({
  ...debt,
  services: debt.services.map((service) =>
    service.debtHold !== "none" && free(service) ? { ...service, debtHold: "none" } : service,
  ),
});

/** As `undoForce`. */
const undone = (debt: CustomerDebt): CustomerDebt => ({
  ...debt,
  taken: debt.taken.filter(({ kind }) => kind !== "softStep" && kind !== "cut"),
});
