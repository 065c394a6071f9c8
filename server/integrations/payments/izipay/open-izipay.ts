import type { z } from "zod";
import { askGateway, type GatewaySettings, unreadable } from "../ask-gateway";
import { askedMethods } from "../pay-methods";
import { methodsOf } from "../schema";
import type { VendorCtx } from "@/server/outbound/types";
import {
  type Charge,
  type Confirming,
  type GatewayAccount,
  GatewayProblem,
  type PaymentGateway,
  type PayForm,
  type Refund,
  type RefundRequest,
  type Subject,
  type TokenCharge,
} from "../schema";
import { chargeOf } from "./charge-of";
import { IZIPAY_CODES, izipayMethods } from "./methods";
import { readIzipayNotice } from "./read-notice";
import {
  izipayCurrency,
  izipayDone,
  izipayEnvelope,
  izipayError,
  izipayForm,
  izipayPayment,
  izipayPaymentRequest,
  izipayRefundRequest,
  izipayTokenRequest,
  izipayTransaction,
} from "./schema";

const BASE_URL = "https://api.micuentaweb.pe";
const STATIC_URL = "https://static.micuentaweb.pe";
/** What is not there is an error of theirs, not a 404; of a token, one that was cancelled too. */
const ABSENT = ["PSP_010", "INT_009", "ORDER_NOT_FOUND"];
const NO_TOKEN = ["PSP_030", "PSP_033"];

type Line = { ctx: VendorCtx; account: GatewayAccount; settings: GatewaySettings };
type Asking<T> = {
  operation: string;
  path: string;
  body: unknown;
  /** `moves`: it costs money, and they keep no key of ours; `opens`: once more harms nobody; `reads`. */
  kind: "moves" | "opens" | "reads";
  /** Errors that say that it is not there. */
  absent?: readonly string[];
  schema: z.ZodType<T>;
};

/**
 * Izipay with the tenant's own shop. Its form stands on our page (`form`; a token of it lives a quarter of an hour, so each
 * visit asks for one); what was paid is asked for under our reference. It keeps no key of ours: what is paid already is
 * looked for before a stored card is charged or money goes back.
 */
export function openIzipay(settings: GatewaySettings = {}): PaymentGateway {
  return {
    ...{ name: "izipay", methods: izipayMethods },
    create: async (ctx, account, request) => {
      const { reference, formUrl: url } = request;
      if (url === undefined) throw new GatewayProblem("refused", "no_page");
      await openForm({ ctx, account, settings }, { ...request, checkoutId: reference });
      return { id: reference, url };
    },
    confirm: async (ctx, account, _, { reference }) =>
      (await lookUp({ ctx, account, settings }, { kind: "reference", reference }))[0],
    lookUp: (ctx, account, subject) => lookUp({ ctx, account, settings }, subject),
    refund: (ctx, account, request) => giveBack({ ctx, account, settings }, request),
    tokenCharge: (ctx, account, request) => chargeToken({ ctx, account, settings }, request),
    forgetCard: async (ctx, account, { token: paymentMethodToken }) => {
      const to = { operation: "forget-card", path: "Token/Cancel", kind: "opens" } as const;
      const line = { ctx, account, settings };
      await ask(line, {
        ...to,
        absent: NO_TOKEN,
        body: izipayTokenRequest.parse({ paymentMethodToken }),
        schema: izipayDone,
      });
    },
    form: async (ctx, account, asked) => {
      const formToken = await openForm({ ctx, account, settings }, asked);
      return payForm(settings, account, formToken);
    },
    readNotice: readIzipayNotice,
  };
}

async function openForm(line: Line, asked: Confirming & { notifyUrl?: string }): Promise<string> {
  const { reference, email, keepCard, notifyUrl } = asked;
  mustTake(asked.currency);
  const codes = codesOf(line.account, asked.currency);
  const body = izipayPaymentRequest.parse({
    ...{ amount: asked.amountMinor, currency: asked.currency, orderId: reference },
    ...(email !== undefined && { customer: { email } }),
    formAction: keepCard ? "REGISTER_PAY" : "PAYMENT",
    ...(notifyUrl !== undefined && { ipnTargetUrl: notifyUrl }),
    ...(codes && { paymentMethods: codes }),
  });
  const to = { operation: "create-checkout", path: "Charge/CreatePayment", kind: "opens" } as const;
  const made = await ask(line, { ...to, body, schema: izipayForm });
  if (!made) throw unreadable(made);
  return made.formToken;
}

/** The form's ways; undefined: all that the shop has, which asks for none by a name that it may not know. */
function codesOf(account: GatewayAccount, currency: string): string[] | undefined {
  const asked = askedMethods(izipayMethods, account, currency);
  const all = methodsOf(izipayMethods, account.country ?? "", currency);
  if (!asked || asked.length === all.length) return undefined;
  return asked.flatMap((method) => IZIPAY_CODES[method] ?? []);
}

/** A card's no is an answer: the charge that it gave, rejected. */
async function chargeToken(line: Line, request: TokenCharge): Promise<Charge> {
  const { reference, amountMinor, currency, email, card } = request;
  mustTake(currency);
  const [known] = await lookUp(line, { kind: "reference", reference });
  if (known && known.status !== "rejected") return known;
  const body = izipayPaymentRequest.parse({
    ...{ amount: amountMinor, currency, orderId: reference, formAction: "SILENT" },
    ...{ paymentMethodToken: card.token, ...(email !== undefined && { customer: { email } }) },
  });
  const to = { operation: "charge-card", path: "Charge/CreatePayment", kind: "moves" } as const;
  const made = await ask(line, { ...to, body, schema: izipayPayment });
  const charge = made && chargeOf(made);
  if (!charge) throw unreadable(made);
  return charge;
}

async function lookUp(line: Line, subject: Subject): Promise<Charge[]> {
  switch (subject.kind) {
    case "charge": {
      const to = { operation: "get-charge", path: "Transaction/Get", kind: "reads" } as const;
      const body = { uuid: subject.id };
      const found = await ask(line, { ...to, body, schema: izipayTransaction });
      const reference = found?.orderDetails?.orderId ?? "";
      return reference ? lookUp(line, { kind: "reference", reference }) : [];
    }
    case "checkout":
    case "reference": {
      const orderId = subject.kind === "checkout" ? subject.id : subject.reference;
      const to = { operation: "get-checkout", path: "Order/Get", kind: "reads" } as const;
      const found = await ask(line, { ...to, body: { orderId }, schema: izipayPayment });
      const charge = found && chargeOf(found);
      return charge ? [charge] : [];
    }
    case "dispute":
      return [];
    default:
      return subject satisfies never;
  }
}

/** Refunds of a charge come one after another: when more has gone back than had, this one has been given already. */
async function giveBack(line: Line, request: RefundRequest): Promise<Refund> {
  const { chargeId: uuid, amountMinor, currency, refundedMinor, key } = request;
  const [known] = await lookUp(line, { kind: "charge", id: uuid });
  if (!known) throw new GatewayProblem("refused", "not_found");
  if (known.refundedMinor >= refundedMinor + amountMinor)
    return { id: `${uuid}:${key}`, amountMinor, status: "succeeded" };
  const body = izipayRefundRequest.parse({ uuid, amount: amountMinor, currency });
  const path = "Transaction/CancelOrRefund";
  const to = { operation: "refund", path, kind: "moves" } as const;
  const made = await ask(line, { ...to, body, schema: izipayTransaction });
  return { id: made?.uuid ?? `${uuid}:${key}`, amountMinor, status: "succeeded" };
}

/** One exchange. What is not there is undefined. Throws `GatewayProblem`. */
function ask<T>({ ctx, account, settings }: Line, asking: Asking<T>): Promise<T | undefined> {
  const { operation, path, body, kind, schema } = asking;
  const { shopId = "", password = "" } = account.secrets;
  const basic = Buffer.from(`${shopId}:${password}`).toString("base64");
  const headers = { authorization: `Basic ${basic}`, "content-type": "application/json" };
  const base = (settings.baseUrl ?? BASE_URL).replace(/\/$/, "");
  return askGateway(ctx, account, {
    ...{ gateway: "izipay", operation, changes: kind !== "reads", settings },
    ...{ url: `${base}/api-payment/V4/${path}`, ...(kind === "moves" && { keyless: true }) },
    init: { method: "POST", headers, body: JSON.stringify(body) },
    read: ({ status, json }) => {
      const envelope = izipayEnvelope.safeParse(json).data;
      if (status >= 300 || !envelope) throw new GatewayProblem("refused", `http_${status}`);
      if (envelope.status !== "SUCCESS") return refused(envelope.answer, asking.absent);
      const read = schema.safeParse(envelope.answer);
      if (!read.success) throw unreadable(read.error);
      return read.data;
    },
  });
}

function refused(answer: unknown, absent: readonly string[] = ABSENT): undefined {
  const code = izipayError.safeParse(answer).data?.errorCode ?? "error";
  if (absent.includes(code)) return undefined;
  throw new GatewayProblem("refused", code === "INT_905" ? "credentials" : code.toLowerCase());
}

/** Its smart form and the few lines that send what it says (docs of the JavaScript client, V4.0). */
function payForm(
  { baseUrl }: GatewaySettings,
  { secrets }: GatewayAccount,
  formToken: string,
): PayForm {
  const origin = baseUrl === undefined ? STATIC_URL : new URL(baseUrl).origin;
  return {
    scriptUrl: `${origin}/static/js/krypton-client/V4.0/stable/kr-payment-form.min.js`,
    scriptAttributes: { "kr-public-key": secrets["publicKey"] ?? "", "kr-spa-mode": "true" },
    origins: baseUrl === undefined ? ["https://*.micuentaweb.pe"] : [origin],
    start: `KR.setFormConfig({ formToken: data.formToken }).then(({ KR }) => {
  document.getElementById("form").className = "kr-smart-form";
  KR.onSubmit(({ clientAnswer }) => { pay({ order: clientAnswer.orderDetails.orderId }); return false; });
  return KR.renderElements("#form");
});`,
    data: { formToken },
  };
}

function mustTake(currency: string): void {
  if (!izipayCurrency.safeParse(currency).success)
    throw new GatewayProblem("refused", "currency_not_taken");
}
