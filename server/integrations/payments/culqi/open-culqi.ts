import type { z } from "zod";
import type { GatewaySettings } from "../ask-gateway";
import { changeJson, deleteAt, type Line, readJson } from "../ask-json";
import { askedMethods, voucherEnd } from "../pay-methods";
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
import { chargeOf, orderCharge } from "./charge-of";
import { findCharges } from "./find-charges";
import { keepCard } from "./keep-card";
import { BY_CODE, culqiMethods } from "./methods";
import { culqiForm } from "./pay-form";
import { readCulqiNotice } from "./read-notice";
import {
  culqiCharge,
  culqiChargeRequest,
  culqiCurrency,
  culqiError,
  culqiOrder,
  culqiOrderRequest,
  culqiRefund,
  culqiRefundRequest,
  culqiReview,
} from "./schema";

const BASE_URL = "https://api.culqi.com/v2";
const TOKEN = /^(?:tkn|ype)_\w{4,80}$/;

/**
 * Culqi with the tenant's own keys. It has no page of its own: its checkout stands on ours (`form`) and gives a token,
 * which we charge (`confirm`), or a code that is paid later. It keeps no key of ours: a charge is looked for under our
 * reference before it is made, a token is good once, and what was not answered for is never repeated by itself.
 */
export function openCulqi(settings: GatewaySettings = {}): PaymentGateway {
  const lineOf = (ctx: Line["ctx"], account: Line["account"]): Line => ({
    ...{ ctx, account, settings, gateway: "culqi", baseUrl: baseOf(settings), reasonOf },
    headers: { authorization: `Bearer ${account.secrets["secretKey"] ?? ""}` },
  });
  return {
    ...{ name: "culqi", completes: true, methods: culqiMethods },
    create: async (ctx, account, request) => {
      mustTake(request);
      const { formUrl: url } = request;
      if (url === undefined) throw new GatewayProblem("refused", "no_page");
      const asked = askedMethods(culqiMethods, account, request.currency);
      const byCode = !asked || BY_CODE.some((method) => asked.includes(method));
      const order = byCode && (await openOrder(lineOf(ctx, account), request));
      return { id: order || `form-${request.reference}`, url };
    },
    confirm: async (ctx, account, returned, asked) => {
      const line = lineOf(ctx, account);
      const { reference, amountMinor } = asked;
      const token = returned.get("token") ?? "";
      const subject: Subject = TOKEN.test(token)
        ? { kind: "reference", reference, amountMinor }
        : { kind: "checkout", id: asked.checkoutId };
      const known = (await lookUp(line, subject)).find(({ status }) => status !== "rejected");
      if (known || !TOKEN.test(token)) return known;
      const card =
        asked.keepCard && token.startsWith("tkn_") && (await keepCard(line, asked, token));
      return charge(line, { ...asked, source: card ? card.id : token }, card || undefined);
    },
    lookUp: (ctx, account, subject) => lookUp(lineOf(ctx, account), subject),
    refund: (ctx, account, request) => giveBack(lineOf(ctx, account), request),
    tokenCharge: async (ctx, account, { card, ...request }) => {
      const line = lineOf(ctx, account);
      const { reference, amountMinor } = request;
      const subject: Subject = { kind: "reference", reference, amountMinor };
      const known = (await lookUp(line, subject)).find(({ status }) => status !== "rejected");
      return known ?? charge(line, { ...request, source: card.token });
    },
    forgetCard: (ctx, account, { token }) =>
      deleteAt(lineOf(ctx, account), "forget-card", `cards/${encodeURIComponent(token)}`),
    form: (_, account, asked) => Promise.resolve(culqiForm(settings, account, asked)),
    readNotice: readCulqiNotice,
  };
}

/** A code for who has no card; undefined: this money or this payer cannot have one, a card can still be charged. */
async function openOrder(line: Line, request: CheckoutRequest): Promise<string | undefined> {
  const { reference, payer, email } = request;
  const [first_name = "", ...rest] = (payer?.name ?? "").split(/\s+/);
  const body = culqiOrderRequest.safeParse({
    ...{ amount: request.amountMinor, currency_code: request.currency, order_number: reference },
    ...{ description: titleOf(request), confirm: false, metadata: { reference } },
    client_details: {
      ...{ first_name, last_name: rest.join(" ").slice(0, 50) || first_name, email },
      phone_number: payer?.phone.replaceAll(/\D/g, ""),
    },
    // Who took a code needs the time to go and pay it; our page ends sooner.
    expiration_date: Math.floor(voucherEnd(line.account, request.expiresAt).getTime() / 1000),
  }).data;
  if (!body) return undefined;
  const to = { operation: "create-checkout", path: "orders", schema: culqiOrder };
  try {
    return (await changeJson(line, { ...to, body, keyless: true })).id;
  } catch (error) {
    const no = error instanceof GatewayProblem && error.course === "refused";
    if (no && error.reason !== "credentials") return undefined;
    throw error;
  }
}

type Charging = Omit<TokenCharge, "card"> & { source: string };
const charged = culqiCharge.or(culqiReview);

/** A card's no is an answer: the charge that it gave, rejected. */
async function charge(
  line: Line,
  asked: Charging,
  card?: Awaited<ReturnType<typeof keepCard>>,
): Promise<Charge> {
  mustTake(asked);
  const { reference, email } = asked;
  const body = culqiChargeRequest.safeParse({
    ...{ amount: asked.amountMinor, currency_code: asked.currency, email, capture: true },
    ...{ source_id: asked.source, description: titleOf(asked), metadata: { reference } },
  }).data;
  if (!body) throw new GatewayProblem("refused", "payer_incomplete");
  const to = { operation: "charge", path: "charges", schema: charged, keyless: true } as const;
  const rejected = (chargeId: string | undefined, code: string) => ({
    ...{ id: chargeId ?? `declined-${reference}`, amount: asked.amountMinor, amount_refunded: 0 },
    ...{ currency_code: asked.currency, metadata: { reference } },
    outcome: { type: "venta_denegada", code },
  });
  const answer = await changeJson(line, {
    ...{ ...to, body },
    rescue: (json): z.output<typeof charged> | undefined => {
      const { data } = culqiError.safeParse(json);
      if (data?.type !== "card_error") return undefined;
      return rejected(data.charge_id ?? undefined, data.decline_code ?? data.code ?? "card_error");
    },
  });
  if ("action_code" in answer) return chargeOf(rejected(undefined, "three_d_secure"));
  return chargeOf(answer, card);
}

async function lookUp(line: Line, subject: Subject): Promise<Charge[]> {
  switch (subject.kind) {
    case "charge":
    case "checkout": {
      const { id } = subject;
      if (id.startsWith("chr_")) {
        const path = `charges/${encodeURIComponent(id)}`;
        const found = await readJson(line, "get-charge", path, culqiCharge);
        return found ? [chargeOf(found)] : [];
      }
      if (!id.startsWith("ord_")) return [];
      const path = `orders/${encodeURIComponent(id)}`;
      const found = await readJson(line, "get-checkout", path, culqiOrder);
      return found ? [orderCharge(found)] : [];
    }
    case "reference":
      return findCharges(line, subject);
    case "dispute":
      return [];
    default:
      return subject satisfies never;
  }
}

/** Refunds of a charge come one after another: when more has gone back than had, this one has been given already. */
async function giveBack(line: Line, request: RefundRequest): Promise<Refund> {
  const { chargeId, amountMinor, key } = request;
  if (!chargeId.startsWith("chr_")) throw new GatewayProblem("refused", "not_refundable");
  const [known] = await lookUp(line, { kind: "charge", id: chargeId });
  if (!known) throw new GatewayProblem("refused", "not_found");
  if (known.refundedMinor >= request.refundedMinor + amountMinor)
    return { id: `${chargeId}:${key}`, amountMinor, status: "succeeded" };
  const body = culqiRefundRequest.parse({
    ...{ amount: amountMinor, charge_id: chargeId, reason: "solicitud_comprador" },
  });
  const to = { operation: "refund", path: "refunds", schema: culqiRefund, keyless: true } as const;
  const { id, amount } = await changeJson(line, { ...to, body });
  return { id, amountMinor: amount, status: "succeeded" };
}

const titleOf = ({ title }: { title: string }): string => title.slice(0, 80).padEnd(5, ".");

function mustTake({ currency, amountMinor }: { currency: string; amountMinor: number }): void {
  if (!culqiCurrency.safeParse(currency).success)
    throw new GatewayProblem("refused", "currency_not_taken");
  if (amountMinor < 100) throw new GatewayProblem("refused", "amount_not_taken");
}

const baseOf = ({ baseUrl }: GatewaySettings) =>
  baseUrl === undefined ? BASE_URL : `${baseUrl.replace(/\/$/, "")}/v2`;

function reasonOf(json: unknown): string | undefined {
  const { data } = culqiError.safeParse(json);
  return data?.decline_code ?? data?.code ?? data?.type ?? undefined;
}
