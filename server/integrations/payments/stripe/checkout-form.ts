import { type CheckoutRequest, type GatewayAccount, GatewayProblem } from "../schema";
import { askedMethods } from "../pay-methods";
import { type PayMethod, VOUCHER_DAYS } from "../schema";
import { STRIPE_TYPES, stripeMethods } from "./methods";

type StripeMethod = keyof typeof STRIPE_TYPES;
const isStripes = (method: PayMethod): method is StripeMethod =>
  Object.hasOwn(STRIPE_TYPES, method);

/** The ways that a page asks for; a card that is to be kept leaves no other. Undefined: as the account has it. */
export function stripeAsks(
  account: GatewayAccount,
  { currency, keepCard }: Pick<CheckoutRequest, "currency" | "keepCard">,
): StripeMethod[] | undefined {
  const asked = askedMethods(stripeMethods, account, currency)?.filter(isStripes);
  if (!asked || !keepCard) return asked;
  if (!asked.includes("card")) throw new GatewayProblem("refused", "no_method");
  return ["card"];
}

/** `POST /v1/checkout/sessions`. `methods` undefined: what the account has switched on, without what the tenant switched off. */
export function checkoutForm(
  account: GatewayAccount,
  request: CheckoutRequest,
  { methods, customer }: { methods: readonly StripeMethod[] | undefined; customer?: string },
): unknown {
  const { reference, amountMinor, title, email, keepCard } = request;
  const currency = request.currency.toLowerCase();
  const price_data = { currency, unit_amount: amountMinor, product_data: { name: title } };
  const joint = request.returnUrl.includes("?") ? "&" : "?";
  const off = (account.methodsOff ?? []).filter(isStripes).map((method) => STRIPE_TYPES[method]);
  return {
    ...{ mode: "payment", line_items: [{ price_data, quantity: 1 }] },
    client_reference_id: reference,
    success_url: `${request.returnUrl}${joint}session_id={CHECKOUT_SESSION_ID}`,
    ...{
      cancel_url: request.cancelUrl,
      expires_at: Math.floor(request.expiresAt.getTime() / 1000),
    },
    ...(customer !== undefined && { customer }),
    ...(customer === undefined && email !== undefined && { customer_email: email }),
    ...(keepCard && { customer_creation: "always" }),
    ...(methods
      ? {
          payment_method_types: methods.map((method) => STRIPE_TYPES[method]),
          payment_method_options: optionsOf(account, methods),
        }
      : off.length > 0 && { excluded_payment_method_types: off }),
    payment_intent_data: {
      ...{ description: title, metadata: { reference } },
      ...(keepCard && { setup_future_usage: "off_session" }),
    },
  };
}

/** Until when codes and slips are good, where Stripe lets us say. */
function optionsOf(account: GatewayAccount, methods: readonly StripeMethod[]): unknown {
  const days = account.voucherDays ?? VOUCHER_DAYS.usual;
  const options = {
    pix: { expires_after_seconds: days * 86_400 },
    boleto: { expires_after_days: days },
    oxxo: { expires_after_days: days },
    spei: { funding_type: "bank_transfer", bank_transfer: { type: "mx_bank_transfer" } },
  };
  const asked = methods.flatMap((method) =>
    method === "card" ? [] : [[STRIPE_TYPES[method], options[method]] as const],
  );
  return asked.length > 0 ? Object.fromEntries(asked) : undefined;
}
