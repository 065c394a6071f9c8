import type { VendorCtx } from "@/server/outbound/types";
import { askGateway, type GatewaySettings, unreadable } from "../ask-gateway";
import {
  type Charge,
  type Checkout,
  type CheckoutRequest,
  type GatewayAccount,
  GatewayProblem,
  type PaymentGateway,
  type Subject,
  type TokenCharge,
} from "../schema";
import { chargeOf, expiredCharge, isCountedAlike } from "./charge-of";
import { checkoutForm, stripeAsks } from "./checkout-form";
import { encodeForm } from "./encode-form";
import { stripeMethods } from "./methods";
import { readStripeNotice } from "./read-notice";
import {
  checkoutSession,
  checkoutSessionRequest,
  paymentIntent,
  type PaymentIntent,
  paymentIntentRequest,
  STRIPE_VERSION,
  stripeCustomer,
  stripeCustomerRequest,
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

/** Stripe does not have it for this account, this money or this amount. */
const NO_SUCH_WAY = "payment_method_not_available";
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
    ...{ name: "stripe", methods: stripeMethods },
    create: async (ctx, account, request) => {
      mustCount(request.currency);
      return openSession({ ctx, account, settings }, request);
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

/**
 * Asks for precisely the ways that are switched on. An account that has one of them not at all has Stripe refuse them all:
 * then its own are asked for, without those that are off.
 */
async function openSession(caller: Caller, request: CheckoutRequest): Promise<Checkout> {
  const methods = stripeAsks(caller.account, request);
  const open = async (given: Parameters<typeof checkoutForm>[2], key: string) => {
    const form = checkoutSessionRequest.parse(checkoutForm(caller.account, request, given));
    const to = { operation: "create-checkout", path: "checkout/sessions", form, key };
    return post(caller, to, checkoutSession);
  };
  const key = `checkout:${request.reference}`;
  const session = await ways(caller, request, methods)
    .then((given) => open(given, key))
    .catch((error: unknown) => {
      const notThere = error instanceof GatewayProblem && error.reason === NO_SUCH_WAY;
      if (!notThere || !methods) throw error;
      return open({ methods: undefined }, `${key}:own`);
    });
  if (!session.url) throw unreadable(session);
  return { id: session.id, url: session.url };
}

/** A bank transfer goes to a customer's balance: it needs one there. */
async function ways(
  caller: Caller,
  { reference, email }: CheckoutRequest,
  methods: ReturnType<typeof stripeAsks>,
): Promise<Parameters<typeof checkoutForm>[2]> {
  if (!methods?.includes("spei")) return { methods };
  const form = stripeCustomerRequest.parse({ metadata: { reference }, ...(email && { email }) });
  const to = {
    operation: "create-customer",
    path: "customers",
    key: `customer:${reference}`,
    form,
  };
  return { methods, customer: (await post(caller, to, stripeCustomer)).id };
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
      if (error?.param?.startsWith("payment_method_"))
        throw new GatewayProblem("refused", NO_SUCH_WAY);
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
