import { toMajor, toMinor } from "@/server/kernel/money";
import type { GatewaySettings } from "../ask-gateway";
import { askedMethods, voucherEnd } from "../pay-methods";
import { methodsOf } from "../schema";
import {
  type Charge,
  type CheckoutRequest,
  type GatewayAccount,
  GatewayProblem,
  type PaymentGateway,
  type Refund,
  type Subject,
} from "../schema";
import { type Caller, get, post } from "./ask-mercadopago";
import { chargeOf } from "./charge-of";
import { CARD_TYPES, MERCADOPAGO_IDS, mercadopagoMethods } from "./methods";
import { readMercadopagoNotice } from "./read-notice";
import {
  mercadopagoChargeback,
  mercadopagoCurrency,
  mercadopagoPayment,
  mercadopagoRefund,
  mercadopagoRefundRequest,
  paymentSearch,
  preference,
  preferenceRequest,
} from "./schema";

const REFUNDS = { approved: "succeeded", in_process: "pending", rejected: "failed" } as const;

/** MercadoPago by the seller's own token (OAuth, `oauth.ts`): Checkout Pro, refunds, chargebacks. */
export function openMercadopago(settings: GatewaySettings = {}): PaymentGateway {
  return {
    ...{ name: "mercadopago", methods: mercadopagoMethods },
    create: async (ctx, account, request) => {
      const body = preferenceRequest.parse(preferenceOf(account, request));
      // A page whose address was never told can be paid by nobody: asking again harms no one.
      const key = `checkout:${request.reference}`;
      const to = { operation: "create-checkout", path: "checkout/preferences", key, body };
      const made = await post({ ctx, account, settings }, to, preference);
      const url = account.live ? made.init_point : (made.sandbox_init_point ?? made.init_point);
      return { id: made.id, url };
    },
    confirm: async (ctx, account, returned) => {
      const id = returned.get("payment_id") ?? returned.get("collection_id") ?? "";
      if (!/^\d{1,30}$/.test(id)) return undefined;
      return (await lookUp({ ctx, account, settings }, { kind: "charge", id }))[0];
    },
    lookUp: (ctx, account, subject) => lookUp({ ctx, account, settings }, subject),
    refund: async (ctx, account, { chargeId, amountMinor, currency, key }): Promise<Refund> => {
      const body = mercadopagoRefundRequest.parse({ amount: majorOf(amountMinor, currency) });
      const path = `v1/payments/${encodeURIComponent(chargeId)}/refunds`;
      const to = { operation: "refund", path, key: `refund:${key}`, body };
      const made = await post({ ctx, account, settings }, to, mercadopagoRefund);
      const status = REFUNDS[made.status ?? "in_process"];
      return { id: made.id, amountMinor: toMinor(made.amount, currency), status };
    },
    readNotice: readMercadopagoNotice,
  };
}

async function lookUp(caller: Caller, subject: Subject): Promise<Charge[]> {
  switch (subject.kind) {
    case "charge": {
      const path = `v1/payments/${encodeURIComponent(subject.id)}`;
      const found = await get(caller, "get-charge", path, mercadopagoPayment);
      return found ? [chargeOf(found)] : [];
    }
    case "reference": {
      const query = new URLSearchParams({
        ...{ sort: "date_created", criteria: "desc", limit: "50" },
        external_reference: subject.reference,
      });
      const path = `v1/payments/search?${query.toString()}`;
      const found = await get(caller, "search-charges", path, paymentSearch);
      const ours = (found?.results ?? []).map(chargeOf);
      return ours.filter(({ reference }) => reference === subject.reference);
    }
    case "dispute": {
      const path = `v1/chargebacks/${encodeURIComponent(subject.id)}`;
      const found = await get(caller, "get-dispute", path, mercadopagoChargeback);
      const ids = (found?.payments ?? []).slice(0, 10);
      return (await Promise.all(ids.map((id) => lookUp(caller, { kind: "charge", id })))).flat();
    }
    case "checkout":
      // A preference does not know who paid it; our reference does.
      return [];
    default:
      return subject satisfies never;
  }
}

/** What its page leaves out of what the country has; undefined: nothing. */
function leavesOut(account: GatewayAccount, currency: string): unknown {
  const asked = askedMethods(mercadopagoMethods, account, currency);
  if (!asked) return undefined;
  const off = methodsOf(mercadopagoMethods, account.country ?? "", currency).filter(
    (method) => !asked.includes(method),
  );
  if (off.length === 0) return undefined;
  const ids = off.flatMap((method) => MERCADOPAGO_IDS[method] ?? []).map((id) => ({ id }));
  const types = off.includes("card") ? CARD_TYPES.map((id) => ({ id })) : [];
  return {
    ...(ids.length > 0 && { excluded_payment_methods: ids }),
    ...(types.length > 0 && { excluded_payment_types: types }),
  };
}

function preferenceOf(account: GatewayAccount, request: CheckoutRequest): unknown {
  const payment_methods = leavesOut(account, request.currency);
  const { reference, title, currency, email, returnUrl } = request;
  const unit_price = majorOf(request.amountMinor, currency);
  return {
    items: [{ id: reference, title, quantity: 1, unit_price, currency_id: currency }],
    ...(email !== undefined && { payer: { email } }),
    back_urls: { success: returnUrl, pending: returnUrl, failure: request.cancelUrl },
    // It brings nobody back by itself to an address that is not public.
    ...(returnUrl.startsWith("https://") && { auto_return: "approved" }),
    ...{ external_reference: reference, notification_url: request.notifyUrl, expires: true },
    expiration_date_to: stamp(request.expiresAt),
    // Of codes and slips that are paid elsewhere; in its guides, and not in its description.
    date_of_expiration: stamp(voucherEnd(account, request.expiresAt)),
    ...(payment_methods !== undefined && { payment_methods }),
  };
}

const stamp = (at: Date): string => at.toISOString().replace("Z", "+00:00");

/** Major units as the number that goes over the wire. Colombian pesos go in whole ones only. */
function majorOf(amountMinor: number, currency: string): number {
  if (!mercadopagoCurrency.safeParse(currency).success)
    throw new GatewayProblem("refused", "currency_not_taken");
  if (currency === "COP" && amountMinor % 100 !== 0)
    throw new GatewayProblem("refused", "amount_not_taken");
  return Number(toMajor(amountMinor, currency));
}
