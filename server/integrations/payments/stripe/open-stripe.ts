import type { VendorCtx } from "@/server/outbound/types";
import { askGateway, type GatewaySettings, unreadable } from "../ask-gateway";
import {
  type Charge,
  type CheckoutRequest,
  type GatewayAccount,
  GatewayProblem,
  type PaymentGateway,
  type Subject,
  type TokenCharge,
} from "../schema";
import { chargeOf, expiredCharge, isCountedAlike } from "./charge-of";
import { encodeForm } from "./encode-form";
import { readStripeNotice } from "./read-notice";
import {
  checkoutSession,
  checkoutSessionRequest,
  paymentIntent,
  type PaymentIntent,
  paymentIntentRequest,
  STRIPE_VERSION,
  stripeDetached,
  stripeDispute,
  stripeError,
  stripeList,
  stripeRefund,
  stripeRefundRequest,
} from "./schema";
import type { z } from "zod";

const BASE_URL = "https://api.stripe.com";
const EXPAND = "expand[]=latest_charge";

const DETACHED = { id: "", customer: null };

type Caller = {
  ctx: VendorCtx;
  account: GatewayAccount;
  settings: GatewaySettings;
};
type Post = {
  operation: string;
  path: string;
  key: string;
  form: Parameters<typeof encodeForm>[0];
};

/** Stripe with the tenant's own account and secret key. Notices are those of the tenant's own endpoint. */
export function openStripe(settings: GatewaySettings = {}): PaymentGateway {
  return {
    name: "stripe",
    create: async (ctx, account, request) => {
      const form = checkoutSessionRequest.parse(sessionOf(request));
      const to = { operation: "create-checkout", path: "checkout/sessions", form };
      const key = `checkout:${request.reference}`;
      const session = await post({ ctx, account, settings }, { ...to, key }, checkoutSession);
      if (!session.url) throw unreadable(session);
      return { id: session.id, url: session.url };
    },
    confirm: async (ctx, account, returned) => {
      const id = returned.get("session_id") ?? "";
      if (!/^cs_\w{1,200}$/.test(id)) return undefined;
      return (await lookUp({ ctx, account, settings }, { kind: "checkout", id }))[0];
    },
    lookUp: (ctx, account, subject) => lookUp({ ctx, account, settings }, subject),
    refund: async (ctx, account, { chargeId, amountMinor, currency, key }) => {
      mustCount(currency);
      const form = stripeRefundRequest.parse({ payment_intent: chargeId, amount: amountMinor });
      const to = { operation: "refund", path: "refunds", key: `refund:${key}`, form };
      const { id, amount, status } = await post({ ctx, account, settings }, to, stripeRefund);
      if (status === "failed" || status === "canceled")
        return { id, amountMinor: amount, status: "failed" };
      return { id, amountMinor: amount, status: status === "succeeded" ? status : "pending" };
    },
    tokenCharge: (ctx, account, request) => chargeToken({ ctx, account, settings }, request),
    forgetCard: async (ctx, account, { token }) => {
      const path = `payment_methods/${encodeURIComponent(token)}/detach`;
      const to = { operation: "forget-card", path, key: `forget:${token}`, form: {} };
      // Of what no customer has any more, Stripe says that it is not attached: as it was to be.
      await post({ ctx, account, settings }, to, stripeDetached, ({ code }) =>
        !code || code === "resource_missing" ? DETACHED : undefined,
      );
    },
    readNotice: readStripeNotice,
  };
}

/** A card's no is an answer: the charge that it gave, rejected. */
async function chargeToken(caller: Caller, request: TokenCharge): Promise<Charge> {
  const { reference, amountMinor, title, card } = request;
  mustCount(request.currency);
  const form = paymentIntentRequest.parse({
    ...{ amount: amountMinor, currency: request.currency.toLowerCase() },
    ...{ customer: card.customer, payment_method: card.token, off_session: true, confirm: true },
    ...{ description: title, metadata: { reference } },
  });
  const to = {
    operation: "charge-card",
    path: "payment_intents",
    key: `charge:${reference}`,
    form,
  };
  const intent = await post(caller, to, paymentIntent, (error) => error.payment_intent);
  return chargeOf(intent, undefined);
}

async function lookUp(caller: Caller, subject: Subject): Promise<Charge[]> {
  switch (subject.kind) {
    case "charge": {
      const path = `payment_intents/${encodeURIComponent(subject.id)}?${EXPAND}`;
      const intent = await get(caller, "get-charge", path, paymentIntent);
      return intent ? chargesOf(caller, intent) : [];
    }
    case "checkout": {
      const query = "expand[]=payment_intent.latest_charge";
      const path = `checkout/sessions/${encodeURIComponent(subject.id)}?${query}`;
      const session = await get(caller, "get-checkout", path, checkoutSession);
      if (!session) return [];
      const intent = session.payment_intent;
      if (typeof intent === "object" && intent) return chargesOf(caller, intent);
      return session.status === "expired" ? [expiredCharge(session)] : [];
    }
    case "reference": {
      // Our references are ids of our own making; a quote in one would end the text of the query.
      if (!/^[\w-]{1,64}$/.test(subject.reference)) return [];
      const query = encodeURIComponent(`metadata['reference']:'${subject.reference}'`);
      const path = `payment_intents/search?query=${query}&limit=20&expand[]=data.latest_charge`;
      const found = await get(caller, "search-charges", path, stripeList(paymentIntent));
      const all = (found?.data ?? []).map((intent) => chargesOf(caller, intent));
      return (await Promise.all(all)).flat();
    }
    case "dispute": {
      const path = `disputes/${encodeURIComponent(subject.id)}`;
      const dispute = await get(caller, "get-dispute", path, stripeDispute);
      const id = dispute?.payment_intent;
      return id ? lookUp(caller, { kind: "charge", id }) : [];
    }
    default:
      return subject satisfies never;
  }
}

/** Nothing for money that is counted otherwise there: we ask for none, so it is of the account's other business. */
async function chargesOf(caller: Caller, intent: PaymentIntent): Promise<Charge[]> {
  if (!isCountedAlike(intent.currency.toUpperCase())) return [];
  if (!intent.latest_charge?.disputed) return [chargeOf(intent, undefined)];
  const path = `disputes?payment_intent=${encodeURIComponent(intent.id)}&limit=1`;
  const found = await get(caller, "list-disputes", path, stripeList(stripeDispute));
  return [chargeOf(intent, found?.data[0]?.status)];
}

function sessionOf(request: CheckoutRequest): unknown {
  const { reference, amountMinor, title, email, keepCard } = request;
  mustCount(request.currency);
  const currency = request.currency.toLowerCase();
  const price_data = { currency, unit_amount: amountMinor, product_data: { name: title } };
  const joint = request.returnUrl.includes("?") ? "&" : "?";
  return {
    ...{ mode: "payment", line_items: [{ price_data, quantity: 1 }] },
    client_reference_id: reference,
    success_url: `${request.returnUrl}${joint}session_id={CHECKOUT_SESSION_ID}`,
    ...{
      cancel_url: request.cancelUrl,
      expires_at: Math.floor(request.expiresAt.getTime() / 1000),
    },
    ...(email !== undefined && { customer_email: email }),
    ...(keepCard && { customer_creation: "always" }),
    payment_intent_data: {
      ...{ description: title, metadata: { reference } },
      ...(keepCard && { setup_future_usage: "off_session" }),
    },
  };
}

function mustCount(currency: string): void {
  if (!isCountedAlike(currency)) throw new GatewayProblem("refused", "currency_not_taken");
}

const headersOf = ({ secrets }: GatewayAccount) => ({
  authorization: `Bearer ${secrets["secretKey"] ?? ""}`,
  "stripe-version": STRIPE_VERSION,
});

const urlOf = ({ settings }: Caller, path: string) =>
  `${(settings.baseUrl ?? BASE_URL).replace(/\/$/, "")}/v1/${path}`;

/** `rescue`: what to take of a refusal that is an answer after all. */
function post<T>(
  caller: Caller,
  { operation, path, key, form }: Post,
  schema: z.ZodType<T>,
  rescue: (error: z.output<typeof stripeError>["error"]) => T | null | undefined = () => undefined,
): Promise<T> {
  const headers = {
    ...headersOf(caller.account),
    "content-type": "application/x-www-form-urlencoded",
    "idempotency-key": key,
  };
  const init = { method: "POST", headers, body: encodeForm(form) };
  return askGateway(caller.ctx, caller.account, {
    ...{ gateway: "stripe", operation, changes: true, url: urlOf(caller, path), init },
    settings: caller.settings,
    read: ({ status, json }) => {
      if (status < 300) return orUnknown(schema, json);
      const error = stripeError.safeParse(json).data?.error;
      const rescued = error && rescue(error);
      if (rescued) return rescued;
      // The first call under this key is still at work there: it may well succeed.
      if (status === 409) throw new GatewayProblem("unknown", "outcome_unknown");
      throw new GatewayProblem("refused", error?.decline_code ?? error?.code ?? `http_${status}`);
    },
  });
}

function get<T>(
  caller: Caller,
  operation: string,
  path: string,
  schema: z.ZodType<T>,
): Promise<T | undefined> {
  return askGateway(caller.ctx, caller.account, {
    ...{ gateway: "stripe", operation, changes: false, url: urlOf(caller, path) },
    ...{ init: { headers: headersOf(caller.account) }, settings: caller.settings },
    read: ({ status, json }) => {
      if (status === 404) return undefined;
      if (status < 300) return orUnknown(schema, json);
      throw new GatewayProblem("refused", `http_${status}`);
    },
  });
}

function orUnknown<T>(schema: z.ZodType<T>, json: unknown): T {
  const read = schema.safeParse(json);
  if (!read.success) throw unreadable(read.error);
  return read.data;
}
