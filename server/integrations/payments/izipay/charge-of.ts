import type { Charge, ChargeStatus, KeptCard } from "../schema";
import type { IzipayPayment, IzipayTransaction } from "./schema";

/** A payment's money as one charge: the debit that came in, and what has gone back of it, as credit or as a smaller debit. */
export function chargeOf(payment: IzipayPayment): Charge | undefined {
  const { orderDetails: order, transactions } = payment;
  const debits = transactions.filter(({ operationType }) => operationType !== "CREDIT");
  const came = debits.find(({ status }) => status === "PAID");
  const gone = debits.find(({ detailedStatus }) => detailedStatus === "CANCELLED");
  const debit = came ?? gone ?? debits.find(({ status }) => status === "RUNNING") ?? debits.at(-1);
  if (!debit) return undefined;
  const credits = transactions.filter(
    ({ operationType, status }) => operationType === "CREDIT" && status !== "UNPAID",
  );
  const stays = came ? came.amount - sum(credits) : 0;
  const touched = came !== undefined || gone !== undefined;
  const amountMinor = order.orderTotalAmount;
  const refundedMinor = touched ? amountMinor - stays : 0;
  const status: ChargeStatus = touched ? ofMoney(amountMinor, refundedMinor) : waiting(debit);
  return {
    ...{ id: debit.uuid, status, amountMinor, currency: order.orderCurrency, refundedMinor },
    ...{ reference: order.orderId, live: order.mode === "PRODUCTION" },
    detail: status === "rejected" ? (debit.errorCode ?? debit.detailedStatus ?? "refused") : "",
    ...{ voucherUrl: undefined, expiresAt: undefined, card: came && keptCard(came) },
  };
}

const sum = (transactions: readonly IzipayTransaction[]): number =>
  transactions.reduce((all, { amount }) => all + amount, 0);

function ofMoney(amountMinor: number, refundedMinor: number): ChargeStatus {
  if (refundedMinor === 0) return "approved";
  return refundedMinor >= amountMinor ? "refunded" : "partiallyRefunded";
}

function waiting({ status, detailedStatus }: IzipayTransaction): ChargeStatus {
  if (status === "RUNNING") return "pending";
  return detailedStatus === "EXPIRED" ? "expired" : "rejected";
}

function keptCard(debit: IzipayTransaction): KeptCard | undefined {
  const { paymentMethodToken: token, transactionDetails } = debit;
  const card = transactionDetails?.cardDetails;
  if (!token || !card) return undefined;
  const { expiryMonth: month, expiryYear: year } = card;
  return {
    ...{ customer: "", token, brand: card.effectiveBrand?.toLowerCase() ?? "" },
    last4: card.pan?.slice(-4) ?? "",
    expiresOn: month && year ? `${year}-${String(month).padStart(2, "0")}` : "",
  };
}
