import type { Charge, ChargeStatus, KeptCard } from "../schema";
import type { CulqiCard, CulqiCharge, CulqiOrder } from "./schema";

/** Ids say whether it is real money: `chr_live_…`, `ord_test_…`. */
const isLive = (id: string): boolean => id.includes("_live_");

const plain = { voucherUrl: undefined, expiresAt: undefined, card: undefined };

/** A charge of a card or of Yape. Culqi tells that one is disputed and no more: what is decided is learnt by mail. */
export function chargeOf(charge: CulqiCharge, card?: CulqiCard): Charge {
  const { id, amount: amountMinor, amount_refunded: refundedMinor, outcome, metadata } = charge;
  const reference = metadata?.["reference"];
  return {
    ...{ id, status: statusOf(charge), amountMinor, refundedMinor, live: isLive(id) },
    ...{ currency: charge.currency_code, detail: outcome?.code ?? "", ...plain },
    reference: typeof reference === "string" ? reference : "",
    card: card ? keptCard(card) : undefined,
  };
}

function statusOf({ amount, amount_refunded: gone, dispute, outcome }: CulqiCharge): ChargeStatus {
  if (outcome?.type && outcome.type !== "venta_exitosa") return "rejected";
  if (dispute === true) return "disputed";
  if (gone === 0) return "approved";
  return gone >= amount ? "refunded" : "partiallyRefunded";
}

const STATES: Readonly<Record<string, ChargeStatus>> = {
  paid: "approved",
  expired: "expired",
  deleted: "cancelled",
};

/** An order as a charge: a code that waits, was paid (however late), or ended. It cannot be given back there. */
export function orderCharge(order: CulqiOrder): Charge {
  const { id, amount: amountMinor, currency_code: currency, state, payment_code: code } = order;
  const status = Object.hasOwn(STATES, state) ? STATES[state] : undefined;
  const end = order.expiration_date;
  return {
    ...{ id, status: status ?? "pending", amountMinor, currency, refundedMinor: 0 },
    ...{ reference: order.order_number, live: isLive(id), ...plain },
    detail: status || !code ? "" : `pagoefectivo ${code}`,
    // An order that nobody took a code of is an open page, and no more.
    ...(code && { voucherCode: String(code) }),
    expiresAt: code && end ? new Date(end * 1000) : undefined,
  };
}

/** Culqi does not say when a stored card ends. */
const keptCard = ({ id: token, customer_id: customer, source }: CulqiCard): KeptCard => ({
  ...{ customer, token, brand: source?.iin?.card_brand?.toLowerCase() ?? "" },
  ...{ last4: source?.last_four ?? "", expiresOn: "" },
});
