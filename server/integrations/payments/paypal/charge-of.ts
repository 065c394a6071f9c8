import { toMinor } from "@/server/kernel/money";
import type { Charge, ChargeStatus, KeptCard } from "../schema";
import type { PaypalCapture, PaypalDispute, PaypalOrder } from "./schema";

type Told = { order: PaypalOrder | undefined; disputes: readonly PaypalDispute[]; live: boolean };

/** A capture as a charge. What went back of it stands in its order, what is disputed beside it. */
export function chargeOf(capture: PaypalCapture, { order, disputes, live }: Told): Charge {
  const { currency_code: currency, value } = capture.amount;
  const gone = (order?.purchase_units ?? [])
    .flatMap(({ payments }) => payments?.refunds ?? [])
    .filter(({ status }) => status === "COMPLETED" || status === "PENDING");
  const refundedMinor = gone.reduce(
    (sum, { amount }) => sum + (amount ? toMinor(amount.value, currency) : 0),
    0,
  );
  const amountMinor = toMinor(value, currency);
  return {
    ...{ id: capture.id, status: statusOf(capture, disputes), amountMinor, currency },
    refundedMinor: capture.status === "REFUNDED" ? amountMinor : refundedMinor,
    ...{ reference: capture.custom_id ?? "", live },
    detail: capture.status_details?.reason?.toLowerCase() ?? "",
    ...{ voucherUrl: undefined, expiresAt: undefined, card: keptCard(order) },
  };
}

/** An order of which nothing was captured: what it waits for, or why not. */
export function orderCharge(
  order: PaypalOrder,
  status: ChargeStatus,
  detail: string,
  live: boolean,
): Charge {
  const [unit] = order.purchase_units;
  const currency = unit?.amount?.currency_code ?? "";
  return {
    ...{ id: order.id, status, detail, live, currency, refundedMinor: 0 },
    amountMinor: unit?.amount ? toMinor(unit.amount.value, currency) : 0,
    reference: unit?.custom_id ?? "",
    ...{ voucherUrl: undefined, expiresAt: undefined, card: undefined },
  };
}

/** Outcomes with which the money is gone; in the others it stays with the seller. */
const LOST = new Set(["RESOLVED_BUYER_FAVOUR", "ACCEPTED"]);

function statusOf(capture: PaypalCapture, disputes: readonly PaypalDispute[]): ChargeStatus {
  switch (capture.status) {
    case "PENDING":
      return "pending";
    case "DECLINED":
    case "FAILED":
      return "rejected";
    case "REFUNDED":
      // What a lost dispute took is told as a refund there; it is none that anybody gave.
      return lost(disputes) ? "chargedBack" : "refunded";
    case "COMPLETED":
    case "PARTIALLY_REFUNDED":
      if (lost(disputes)) return "chargedBack";
      if (disputes.some(({ status }) => status !== "RESOLVED")) return "disputed";
      return capture.status === "COMPLETED" ? "approved" : "partiallyRefunded";
    default:
      return "pending";
  }
}

const lost = (disputes: readonly PaypalDispute[]): boolean =>
  disputes.some(({ dispute_outcome: outcome }) => LOST.has(outcome?.outcome_code ?? ""));

/** A PayPal account that its owner let us charge; it has neither number nor end. */
function keptCard(order: PaypalOrder | undefined): KeptCard | undefined {
  const vault = order?.payment_source?.paypal?.attributes?.vault;
  if (!vault?.id || vault.status !== "VAULTED") return undefined;
  const customer = vault.customer?.id ?? "";
  return { customer, token: vault.id, brand: "paypal", last4: "", expiresOn: "" };
}
