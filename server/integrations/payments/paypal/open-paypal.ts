import { z } from "zod";
import { toMajor, toMinor } from "@/server/kernel/money";
import { type GatewaySettings, unreadable } from "../ask-gateway";
import { changeJson, deleteAt, type Line, readJson } from "../ask-json";
import { askedMethods } from "../pay-methods";
import {
  type Charge,
  type CheckoutRequest,
  GatewayProblem,
  type PaymentGateway,
  type Refund,
  type RefundRequest,
  type Subject,
  type TokenCharge,
} from "../schema";
import { Certificates } from "./certificates";
import { chargeOf, orderCharge } from "./charge-of";
import { paypalMethods } from "./methods";
import { paypalTokens } from "./open-line";
import { readPaypalNotice } from "./read-notice";
import {
  orderRequest,
  paypalCapture,
  paypalCurrency,
  paypalDispute,
  paypalDisputes,
  paypalError,
  paypalOrder,
  type PaypalOrder,
  paypalRefund,
  paypalRefundRequest,
} from "./schema";

/** What the payer's side says no to; anything else that is refused is our own mistake. */
const DECLINES = [
  "INSTRUMENT_DECLINED",
  "TRANSACTION_REFUSED",
  "PAYER_CANNOT_PAY",
  "PAYER_ACCOUNT_RESTRICTED",
];
/** It keeps keys of orders for six hours. */
const KEY_MS = 5 * 3_600_000;
const declined = z.object({ declined: z.string() });

function declinedBy(json: unknown): { declined: string } | undefined {
  const issue = paypalError.safeParse(json).data?.details[0]?.issue ?? "";
  return DECLINES.includes(issue) ? { declined: issue.toLowerCase() } : undefined;
}

/** At most 38 characters, as some of its accounts have it: a letter, a dash, an id of ours. */
const keyOf = (kind: "o" | "c" | "r" | "t", id: string) => ({
  "paypal-request-id": `${kind}-${id}`,
});

/**
 * PayPal with the tenant's own app: orders that are captured once their payer has said yes, kept accounts, refunds,
 * disputes. A capture is ours to do (`confirm`), of an order of ours only and under one key; an order that was agreed to
 * says so when it is asked about (`awaits`), so that no payment depends on the browser that never came back. It has no
 * search by our reference; nobody can have paid an order whose page was never told, and a charge of what is kept is asked
 * for again under its key (kept there six hours).
 */
export function openPaypal(settings: GatewaySettings = {}): PaymentGateway {
  const tokens = paypalTokens(settings);
  const certificates = new Certificates(settings);
  return {
    ...{ name: "paypal", completes: true, keyLastsMs: KEY_MS },
    methods: paypalMethods,
    create: (ctx, account, request) =>
      tokens.through(ctx, account, async (line) => {
        askedMethods(paypalMethods, account, request.currency);
        const order = await openOrder(line, request);
        const next = order.links.find(({ rel }) => rel === "payer-action" || rel === "approve");
        if (!next) throw unreadable(order);
        return { id: order.id, url: next.href };
      }),
    confirm: (ctx, account, returned, { checkoutId: id }) =>
      tokens.through(ctx, account, async (line) => {
        // Another order than the one that was opened for it is not this one's to capture.
        const order = returned.get("token") === id ? await readOrder(line, id) : undefined;
        if (!order) return undefined;
        return (await (isAgreed(order) ? capture(line, order) : chargesOf(line, order)))[0];
      }),
    lookUp: (ctx, account, subject) =>
      tokens.through(ctx, account, (line) => lookUp(line, subject)),
    refund: (ctx, account, request) =>
      tokens.through(ctx, account, (line) => giveBack(line, request)),
    tokenCharge: (ctx, account, request) =>
      tokens.through(ctx, account, (line) => chargeToken(line, request)),
    forgetCard: (ctx, account, { token }) =>
      tokens.through(ctx, account, (line) =>
        deleteAt(line, "forget-card", `v3/vault/payment-tokens/${encodeURIComponent(token)}`),
      ),
    learnKey: (ctx, account, headers) => certificates.learn(ctx, account, headers),
    readNotice: (account, notice) => readPaypalNotice(account, notice, certificates.of),
  };
}

async function openOrder(line: Line, request: CheckoutRequest): Promise<PaypalOrder> {
  const { returnUrl: return_url, cancelUrl: cancel_url, keepCard } = request;
  const body = orderRequest.parse({
    ...{ intent: "CAPTURE", purchase_units: [unitOf(request)] },
    payment_source: {
      paypal: {
        experience_context: {
          ...{ return_url, cancel_url, user_action: "PAY_NOW", shipping_preference: "NO_SHIPPING" },
        },
        ...(keepCard && {
          attributes: {
            vault: {
              ...{ store_in_vault: "ON_SUCCESS", usage_type: "MERCHANT" },
              customer_type: "CONSUMER",
            },
          },
        }),
      },
    },
  });
  const to = { operation: "create-checkout", path: "v2/checkout/orders", schema: paypalOrder };
  return changeJson(line, { ...to, body, headers: keyOf("o", request.reference) });
}

/** A no of the payer's funds is an answer: the charge that it gave, rejected. */
async function chargeToken(line: Line, request: TokenCharge): Promise<Charge> {
  const unit = unitOf(request);
  const body = orderRequest.parse({
    ...{ intent: "CAPTURE", purchase_units: [unit] },
    payment_source: { paypal: { vault_id: request.card.token } },
  });
  const rejected = (detail: string): Charge => ({
    ...orderCharge(
      { id: "", status: "", purchase_units: [unit], links: [] },
      "rejected",
      detail,
      line.account.live,
    ),
    id: `declined-${request.reference}`,
  });
  const answer = await changeJson(line, {
    ...{ operation: "charge-card", path: "v2/checkout/orders", body },
    ...{ headers: keyOf("t", request.reference), schema: paypalOrder.or(declined) },
    rescue: declinedBy,
  });
  if ("declined" in answer) return rejected(answer.declined);
  const charges = await chargesOf(line, answer);
  return (
    charges[0] ?? orderCharge(answer, "pending", answer.status.toLowerCase(), line.account.live)
  );
}

async function lookUp(line: Line, subject: Subject): Promise<Charge[]> {
  switch (subject.kind) {
    case "charge": {
      const path = `v2/payments/captures/${encodeURIComponent(subject.id)}`;
      const capture = await readJson(line, "get-charge", path, paypalCapture);
      if (!capture) return [];
      const orderId = capture.supplementary_data?.related_ids?.order_id;
      const order = orderId === undefined ? undefined : await readOrder(line, orderId);
      return told(line, capture, order);
    }
    case "checkout": {
      const order = await readOrder(line, subject.id);
      if (!order) return [];
      return isAgreed(order) ? agreed(line, order) : chargesOf(line, order);
    }
    case "dispute": {
      const path = `v1/customer/disputes/${encodeURIComponent(subject.id)}`;
      const dispute = await readJson(line, "get-dispute", path, paypalDispute);
      const ids = (dispute?.disputed_transactions ?? []).flatMap(
        ({ seller_transaction_id: id }) => id ?? [],
      );
      const each = ids.slice(0, 10).map((id) => lookUp(line, { kind: "charge", id }));
      return (await Promise.all(each)).flat();
    }
    case "reference":
      return [];
    default:
      return subject satisfies never;
  }
}

const readOrder = (line: Line, id: string): Promise<PaypalOrder | undefined> =>
  readJson(line, "get-checkout", `v2/checkout/orders/${encodeURIComponent(id)}`, paypalOrder);

const isAgreed = ({ status }: PaypalOrder): boolean => status === "APPROVED";

/** Waits for our word; of money that we ask for in no case, it is another business's. */
function agreed(line: Line, order: PaypalOrder): Charge[] {
  if (!isTaken(order.purchase_units[0]?.amount?.currency_code)) return [];
  const charge = orderCharge(order, "pending", "approved_by_payer", line.account.live);
  return [{ ...charge, awaits: new URLSearchParams({ token: order.id }) }];
}

/** Takes the money of an order that its payer agreed to; the same key, however often and by whomever it is asked. */
async function capture(line: Line, order: PaypalOrder): Promise<Charge[]> {
  const answer = await changeJson(line, {
    ...{ operation: "capture", path: `v2/checkout/orders/${encodeURIComponent(order.id)}/capture` },
    ...{ body: {}, headers: keyOf("c", order.id), schema: paypalOrder.or(declined) },
    rescue: declinedBy,
  }).catch((error: unknown) => {
    if (error instanceof GatewayProblem && error.reason === "order_already_captured")
      return readOrder(line, order.id);
    throw error;
  });
  if (!answer) return [];
  if ("declined" in answer)
    return [orderCharge(order, "rejected", answer.declined, line.account.live)];
  return chargesOf(line, answer);
}

async function chargesOf(line: Line, order: PaypalOrder): Promise<Charge[]> {
  const captures = order.purchase_units.flatMap(({ payments, custom_id }) =>
    (payments?.captures ?? []).map((one) => ({ custom_id, ...one })),
  );
  return (await Promise.all(captures.map((one) => told(line, one, order)))).flat();
}

const isTaken = (currency: string | undefined): boolean =>
  paypalCurrency.safeParse(currency).success;

/** Nothing for money that is counted otherwise there: we ask for none, so it is of the account's other business. */
async function told(
  line: Line,
  one: ReturnType<typeof paypalCapture.parse>,
  order: PaypalOrder | undefined,
): Promise<Charge[]> {
  if (!isTaken(one.amount.currency_code)) return [];
  const path = `v1/customer/disputes?disputed_transaction_id=${encodeURIComponent(one.id)}`;
  // An app that may not see disputes is told none.
  const found = await readJson(line, "list-disputes", path, paypalDisputes);
  const known = (found?.items ?? []).slice(0, 5).map(({ dispute_id: id }) => id);
  const disputes = await Promise.all(
    known.map((id) =>
      readJson(
        line,
        "get-dispute",
        `v1/customer/disputes/${encodeURIComponent(id)}`,
        paypalDispute,
      ),
    ),
  );
  const { live } = line.account;
  return [chargeOf(one, { order, live, disputes: disputes.filter((each) => each !== undefined) })];
}

async function giveBack(line: Line, request: RefundRequest): Promise<Refund> {
  const { chargeId, amountMinor, currency, key } = request;
  const body = paypalRefundRequest.parse({ amount: amountOf(amountMinor, currency) });
  const { id, status, amount } = await changeJson(line, {
    ...{ operation: "refund", body, headers: keyOf("r", key), schema: paypalRefund },
    path: `v2/payments/captures/${encodeURIComponent(chargeId)}/refund`,
  });
  const gone = { COMPLETED: "succeeded", FAILED: "failed", CANCELLED: "failed" } as const;
  return {
    ...{ id, amountMinor: amount ? toMinor(amount.value, currency) : amountMinor },
    status: Object.hasOwn(gone, status) ? gone[status as keyof typeof gone] : "pending",
  };
}

const unitOf = ({ reference, amountMinor, currency, title }: Omit<TokenCharge, "card">) => ({
  ...{ custom_id: reference, invoice_id: reference, description: title.slice(0, 127) },
  amount: amountOf(amountMinor, currency),
});

function amountOf(amountMinor: number, currency: string) {
  if (!isTaken(currency)) throw new GatewayProblem("refused", "currency_not_taken");
  return { currency_code: currency, value: toMajor(amountMinor, currency) };
}
