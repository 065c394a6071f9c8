import { toMinor } from "@/server/kernel/money";
import type { Charge, ChargeStatus } from "../schema";
import type { MercadopagoPayment } from "./schema";

/** A payment as a charge; amounts come as decimals of major units. */
export function chargeOf(payment: MercadopagoPayment): Charge {
  const { currency_id: currency, date_of_expiration: end } = payment;
  const voucherUrl = payment.transaction_details?.external_resource_url ?? undefined;
  return {
    ...{ id: payment.id, status: statusOf(payment), currency },
    amountMinor: toMinor(payment.transaction_amount, currency),
    refundedMinor: toMinor(payment.transaction_amount_refunded ?? 0, currency),
    ...{ reference: payment.external_reference ?? "", live: payment.live_mode === true },
    ...{ detail: payment.status_detail ?? "", voucherUrl },
    expiresAt: end ? new Date(end) : undefined,
    // A kept card cannot be charged there without its security code: none is kept.
    card: undefined,
  };
}

function statusOf(payment: MercadopagoPayment): ChargeStatus {
  const { status, status_detail: detail } = payment;
  switch (status) {
    case "approved":
      return (payment.transaction_amount_refunded ?? 0) > 0 ? "partiallyRefunded" : "approved";
    case "in_mediation":
      return "disputed";
    case "rejected":
    case "refunded":
      return status;
    case "cancelled":
      return detail === "expired" ? "expired" : "cancelled";
    case "charged_back":
      // `reimbursed`: decided for the seller; `in_process`: not decided; `settled`: the money is gone.
      if (detail === "reimbursed") return "approved";
      return detail === "in_process" ? "disputed" : "chargedBack";
    default:
      // `pending`, `in_process`, `authorized`, and whatever is yet to be invented.
      return "pending";
  }
}
