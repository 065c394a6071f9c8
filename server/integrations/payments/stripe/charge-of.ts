import { currencyDigits } from "@/server/kernel/money";
import type { Charge, ChargeStatus, KeptCard } from "../schema";
import type { CheckoutSession, PaymentIntent } from "./schema";

/** Currencies that Stripe does not count in hundredths (docs.stripe.com/currencies). */
const WHOLE = "BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".split(" ");
const THOUSANDTHS = "BHD JOD KWD OMR TND".split(" ");

/** Is an amount in our minor units also one in Stripe's? Only then may it be sent or believed. */
export function isCountedAlike(currency: string): boolean {
  const theirs = WHOLE.includes(currency) ? 0 : THOUSANDTHS.includes(currency) ? 3 : 2;
  return theirs === currencyDigits(currency);
}

/** A payment intent as a charge. `dispute`: the state of the dispute about it, where there is one. */
export function chargeOf(intent: PaymentIntent, dispute: string | undefined): Charge {
  const { last_payment_error: problem, latest_charge: latest } = intent;
  const voucher = voucherOf(intent);
  return {
    ...{ id: intent.id, status: statusOf(intent, dispute), live: intent.livemode },
    // What came in, where something did: a part must not be read as the whole.
    amountMinor: intent.status === "succeeded" ? intent.amount_received : intent.amount,
    ...{ currency: intent.currency.toUpperCase(), refundedMinor: latest?.amount_refunded ?? 0 },
    reference: intent.metadata?.["reference"] ?? "",
    detail: problem?.decline_code ?? problem?.code ?? intent.next_action?.type ?? "",
    ...voucher,
    card: keptCard(intent),
  };
}

/** A checkout that ended without a charge. */
export const expiredCharge = (session: CheckoutSession): Charge => ({
  ...{ id: session.id, status: "expired", live: session.livemode, refundedMinor: 0 },
  ...{ amountMinor: session.amount_total ?? 0, currency: (session.currency ?? "").toUpperCase() },
  ...{ reference: session.client_reference_id ?? "", detail: "checkout_expired" },
  ...{ voucherUrl: undefined, expiresAt: undefined, card: undefined },
});

function statusOf(intent: PaymentIntent, dispute: string | undefined): ChargeStatus {
  if (intent.status === "canceled") return "cancelled";
  if (intent.status === "requires_payment_method" && intent.last_payment_error) return "rejected";
  if (intent.status !== "succeeded") return "pending";
  if (dispute === "lost") return "chargedBack";
  // `won`, `warning_closed`, `prevented`: the money stayed.
  if (dispute && /^(?:warning_)?(?:needs_response|under_review)$/.test(dispute)) return "disputed";
  const refunded = intent.latest_charge?.amount_refunded ?? 0;
  if (refunded === 0) return "approved";
  return refunded >= intent.amount_received ? "refunded" : "partiallyRefunded";
}

function voucherOf({
  next_action: next,
}: PaymentIntent): Pick<Charge, "voucherUrl" | "voucherCode" | "expiresAt"> {
  const oxxo = next?.oxxo_display_details;
  const boleto = next?.boleto_display_details;
  const pix = next?.pix_display_qr_code;
  const transfer = next?.display_bank_transfer_instructions;
  const clabe = transfer?.financial_addresses?.find(({ spei }) => spei)?.spei?.clabe;
  const seconds = oxxo?.expires_after ?? boleto?.expires_at ?? pix?.expires_at;
  const url =
    oxxo?.hosted_voucher_url ??
    boleto?.hosted_voucher_url ??
    pix?.hosted_instructions_url ??
    transfer?.hosted_instructions_url;
  return {
    voucherUrl: url ?? undefined,
    voucherCode: oxxo?.number ?? boleto?.number ?? pix?.data ?? clabe,
    expiresAt: seconds ? new Date(seconds * 1000) : undefined,
  };
}

function keptCard(intent: PaymentIntent): KeptCard | undefined {
  const {
    customer,
    payment_method: token,
    setup_future_usage: usage,
    latest_charge: latest,
  } = intent;
  const card = latest?.payment_method_details?.card;
  if (!customer || !token || !card || usage !== "off_session") return undefined;
  const expiresOn = `${card.exp_year}-${String(card.exp_month).padStart(2, "0")}`;
  return { customer, token, brand: card.brand ?? "", last4: card.last4 ?? "", expiresOn };
}
