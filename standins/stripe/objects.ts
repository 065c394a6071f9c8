import { randomBytes } from "node:crypto";
import type {
  CheckoutSessionRequest,
  PaymentIntentRequest,
} from "@/server/integrations/payments/stripe/schema";

export const newId = (prefix: string): string => `${prefix}_${randomBytes(12).toString("hex")}`;

/** Objects as the service keeps them: only the fields that we use, named and shaped as it does. */
export type Card = { brand: string; last4: string; exp_month: number; exp_year: number };
export type ChargeObject = {
  id: string;
  object: "charge";
  amount: number;
  amount_refunded: number;
  refunded: boolean;
  disputed: boolean;
  currency: string;
  paid: boolean;
  livemode: boolean;
  payment_intent: string;
  payment_method_details: { type: "card"; card: Card };
};
export type IntentObject = {
  id: string;
  object: "payment_intent";
  amount: number;
  amount_received: number;
  currency: string;
  status: string;
  livemode: boolean;
  created: number;
  metadata: Record<string, string>;
  customer: string | null;
  payment_method: string | null;
  setup_future_usage: string | null;
  last_payment_error: { type: string; code: string; decline_code?: string } | null;
  next_action: { type: string } | null;
  latest_charge: string | null;
};
export type SessionObject = {
  id: string;
  object: "checkout.session";
  mode: "payment";
  status: "open" | "complete" | "expired";
  payment_status: "paid" | "unpaid";
  url: string | null;
  client_reference_id: string;
  livemode: boolean;
  amount_total: number;
  currency: string;
  created: number;
  expires_at: number;
  payment_intent: string | null;
  payment_method_types: string[];
  success_url: string;
  cancel_url: string;
};
export type RefundObject = {
  id: string;
  object: "refund";
  amount: number;
  currency: string;
  charge: string;
  payment_intent: string;
  status: string;
};
export type DisputeObject = {
  id: string;
  object: "dispute";
  amount: number;
  currency: string;
  charge: string;
  payment_intent: string;
  status: string;
};

export const VISA: Card = { brand: "visa", last4: "4242", exp_month: 8, exp_year: 2030 };

export function newSession(
  request: CheckoutSessionRequest,
  origin: string,
  nowS: number,
): SessionObject {
  const id = newId("cs_test");
  const [line] = request.line_items;
  return {
    ...{ id, object: "checkout.session", mode: "payment", status: "open", livemode: false },
    ...{ payment_status: "unpaid", url: `${origin}/pay/${id}`, payment_intent: null },
    client_reference_id: request.client_reference_id,
    amount_total: line?.price_data.unit_amount ?? 0,
    ...{ currency: line?.price_data.currency ?? "", created: nowS, expires_at: request.expires_at },
    ...{ success_url: request.success_url, cancel_url: request.cancel_url },
    payment_method_types: typesOf(request),
  };
}

/** Ways that only some money can be paid in. */
const MONEY: Readonly<Record<string, string>> = {
  ...{ pix: "brl", boleto: "brl", oxxo: "mxn", customer_balance: "mxn" },
};
const ALL = ["card", ...Object.keys(MONEY)] as const;

/** What was asked for, or what the account has on for that money. */
function typesOf(request: CheckoutSessionRequest): string[] {
  const currency = request.line_items[0]?.price_data.currency;
  const out: readonly string[] = request.excluded_payment_method_types ?? [];
  const own = ALL.filter((type) => (MONEY[type] ?? currency) === currency && !out.includes(type));
  return request.payment_method_types ?? own;
}

/** Would Stripe refuse these ways: of other money, for later, or a transfer of nobody's? */
export function misfits(request: CheckoutSessionRequest, has: ReadonlySet<string>): boolean {
  const currency = request.line_items[0]?.price_data.currency;
  const { payment_method_types: asked = [], payment_intent_data: intent, customer } = request;
  return asked.some(
    (type) =>
      (MONEY[type] ?? currency) !== currency ||
      !has.has(type) ||
      (intent.setup_future_usage !== undefined && type !== "card") ||
      (type === "customer_balance" && customer === undefined),
  );
}
export const EVERY_WAY: readonly string[] = ALL;

/** What somebody is given who pays elsewhere. */
export function nextAction(type: string, endsS: number): { type: string } {
  const url = "https://payments.stripe.example/voucher";
  const slip = { hosted_voucher_url: url, number: "12345678901234" };
  switch (type) {
    case "oxxo":
      return Object.assign(
        { type: "oxxo_display_details" },
        { oxxo_display_details: { ...slip, expires_after: endsS } },
      );
    case "boleto":
      return Object.assign(
        { type: "boleto_display_details" },
        { boleto_display_details: { ...slip, expires_at: endsS } },
      );
    case "pix":
      return Object.assign(
        { type: "pix_display_qr_code" },
        {
          pix_display_qr_code: {
            ...{ data: "00020126pix", hosted_instructions_url: url, expires_at: endsS },
          },
        },
      );
    default:
      return Object.assign(
        { type: "display_bank_transfer_instructions" },
        {
          display_bank_transfer_instructions: {
            hosted_instructions_url: url,
            financial_addresses: [{ type: "spei", spei: { clabe: "646180111812345678" } }],
          },
        },
      );
  }
}

export function newIntent(
  request: Pick<PaymentIntentRequest, "amount" | "currency" | "metadata">,
  nowS: number,
): IntentObject {
  return {
    ...{ id: newId("pi"), object: "payment_intent", amount: request.amount, amount_received: 0 },
    ...{ currency: request.currency, status: "requires_payment_method", livemode: false },
    ...{ created: nowS, metadata: { ...request.metadata }, customer: null, payment_method: null },
    ...{
      setup_future_usage: null,
      last_payment_error: null,
      next_action: null,
      latest_charge: null,
    },
  };
}

export const newCharge = (intent: IntentObject, card: Card): ChargeObject => ({
  ...{ id: newId("ch"), object: "charge", amount: intent.amount_received, amount_refunded: 0 },
  ...{ refunded: false, disputed: false, currency: intent.currency, paid: true, livemode: false },
  ...{ payment_intent: intent.id, payment_method_details: { type: "card", card } },
});
