import { toMinor } from "@/server/kernel/money";
import type { Charge, ChargeStatus, KeptCard } from "../schema";
import type { NiubizCard, NiubizRefunds, NiubizSale } from "./schema";

type Seen = {
  /** Where it was asked: practice and real money have hosts of their own, the answer does not say. */
  live: boolean;
  /** Under which of ours it was looked for; undefined: what the answer says. */
  reference: string | undefined;
  refunds: NiubizRefunds;
  card?: NiubizCard | undefined;
};

/** A sale as a charge. A voided one has gone back whole; other refunds are listed apart. */
export function chargeOf(sale: NiubizSale, { live, reference, refunds, card }: Seen): Charge {
  const { order, dataMap } = sale;
  const { currency } = order;
  const amountMinor = toMinor(order.amount, currency);
  const id = order.transactionId ?? dataMap.TRANSACTION_ID ?? `declined-${order.purchaseNumber}`;
  const state = (dataMap.STATUS ?? "").toLowerCase();
  const ours = refunds.filter((one) => one.transactionId === id && GIVEN.has(one.status ?? "S"));
  const listed = ours.reduce((sum, one) => sum + toMinor(one.amount, currency), 0);
  const refundedMinor = state === "voided" ? amountMinor : listed;
  const status = statusOf(state, dataMap.ACTION_CODE ?? "");
  return {
    ...{ id, amountMinor, currency, refundedMinor, live },
    status: status === "approved" ? ofMoney(amountMinor, refundedMinor) : status,
    reference: order.externalTransactionId?.toLowerCase() ?? reference ?? "",
    detail: status === "rejected" ? (dataMap.ACTION_CODE ?? "rejected") : "",
    ...{ voucherUrl: undefined, expiresAt: undefined, card: card && keptCard(card) },
  };
}

/** Asked for (`P`) is on its way for good: Niubiz gives back on the next day of banks. */
const GIVEN = new Set(["P", "S"]);
const CAME = new Set(["authorized", "confirmed", "voided"]);
const WAITS = new Set(["review", "verified", "pending", "pagoefectivo"]);

function statusOf(state: string, code: string): ChargeStatus {
  if (CAME.has(state) || (state === "" && code === "000")) return "approved";
  if (WAITS.has(state)) return "pending";
  return state === "" && code === "" ? "pending" : "rejected";
}

function ofMoney(amountMinor: number, refundedMinor: number): ChargeStatus {
  if (refundedMinor === 0) return "approved";
  return refundedMinor >= amountMinor ? "refunded" : "partiallyRefunded";
}

function keptCard({ token, card }: NiubizCard): KeptCard {
  const { expirationYear: year, expirationMonth: month } = card ?? {};
  return {
    ...{ customer: "", token: token.tokenId, brand: card?.brand?.toLowerCase() ?? "" },
    last4: card?.cardNumber?.slice(-4) ?? "",
    expiresOn: year && month ? `20${year.slice(-2)}-${month.padStart(2, "0")}` : "",
  };
}
