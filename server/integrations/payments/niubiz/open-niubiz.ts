import type { z } from "zod";
import { toMajor } from "@/server/kernel/money";
import { askGateway, type GatewaySettings, unreadable } from "../ask-gateway";
import { changeJson, type Line } from "../ask-json";
import { askedMethods } from "../pay-methods";
import {
  type Charge,
  type Confirming,
  GatewayProblem,
  type PaymentGateway,
  type Refund,
  type RefundRequest,
  type Subject,
  type TokenCharge,
} from "../schema";
import { chargeOf } from "./charge-of";
import { niubizTokens } from "./open-line";
import { niubizMethods } from "./methods";
import { niubizForm } from "./pay-form";
import { purchaseNumber, refundNumber, TRIES } from "./purchase-number";
import {
  niubizCard,
  type NiubizCard,
  niubizCurrency,
  niubizError,
  niubizRefund,
  niubizRefundRequest,
  niubizRefunds,
  type NiubizSale,
  niubizSale,
  niubizSaleRequest,
  niubizSession,
  niubizSessionRequest,
} from "./schema";

const TOKEN = /^[\w-]{8,100}$/;
/** A sale of that number is there, or on its way: theirs, and our only word against a second charge. */
const TAKEN = "300";

/**
 * Niubiz with the tenant's own shop. Its checkout stands on our page (`form`) and posts a token to our door, which we
 * charge (`confirm`). It sends no notices: whoever comes back, and the janitor, ask. The number of a sale is made of our
 * reference (`purchase-number.ts`), each try after a no has the next one, and a number is good once.
 */
export function openNiubiz(settings: GatewaySettings = {}): PaymentGateway {
  const tokens = niubizTokens(settings);
  return {
    ...{ name: "niubiz", completes: true, methods: niubizMethods },
    create: (ctx, account, request) => {
      mustTake(request);
      askedMethods(niubizMethods, account, request.currency);
      const { formUrl: url, reference } = request;
      if (url === undefined) throw new GatewayProblem("refused", "no_page");
      return tokens.through(ctx, account, async (line) => {
        await openSession(line, request);
        return { id: purchaseNumber(reference, 0), url };
      });
    },
    form: (ctx, account, asked) =>
      tokens.through(ctx, account, async (line) => {
        const { number } = await findSales(line, asked.reference);
        if (number === undefined) throw new GatewayProblem("refused", "too_many_tries");
        const sessionKey = await openSession(line, asked);
        return niubizForm(settings, account, { asked, sessionKey, number });
      }),
    confirm: (ctx, account, returned, asked) =>
      tokens.through(ctx, account, async (line) => {
        const { charges, number } = await findSales(line, asked.reference);
        const token = returned.get("transactionToken") ?? "";
        const known = charges.find(({ status }) => status !== "rejected");
        if (known || !TOKEN.test(token)) return known ?? charges.at(-1);
        const card = asked.keepCard ? await keepCard(line, token) : undefined;
        return sell(line, asked, { number, token, card });
      }),
    lookUp: (ctx, account, subject) =>
      tokens.through(ctx, account, (line) => lookUp(line, subject)),
    refund: (ctx, account, request) =>
      tokens.through(ctx, account, (line) => giveBack(line, request)),
    tokenCharge: (ctx, account, request) =>
      tokens.through(ctx, account, async (line) => {
        mustTake(request);
        const { charges, number } = await findSales(line, request.reference);
        const known = charges.find(({ status }) => status !== "rejected");
        return known ?? sell(line, request, { number, stored: request.card.token });
      }),
  };
}

const shopOf = ({ account }: Line) => encodeURIComponent(account.secrets["merchantId"] ?? "");
const majorOf = (minor: number, currency: string) => Number(toMajor(minor, currency));
const read = <T>(line: Line, operation: string, path: string, schema: z.ZodType<T>) =>
  askGateway(line.ctx, line.account, {
    ...{ gateway: line.gateway, operation, changes: false, settings: line.settings },
    ...{ url: `${line.baseUrl.replace(/\/$/, "")}/${path}`, init: { headers: line.headers } },
    read: ({ status, json }): T | undefined => {
      // What is not there is a bad request to them.
      if (status === 400 || status === 404) return undefined;
      if (status >= 300) throw new GatewayProblem("refused", `http_${status}`);
      const found = schema.safeParse(json);
      if (!found.success) throw unreadable(found.error);
      return found.data;
    },
  });

async function openSession(line: Line, asked: Omit<Confirming, "checkoutId">): Promise<string> {
  const body = niubizSessionRequest.parse({
    ...{ channel: asked.keepCard ? "paycard" : "web" },
    amount: majorOf(asked.amountMinor, asked.currency),
    antifraud: {
      // Who pays, where they stand before us; a job has nobody before it.
      clientIp: line.ctx.ip ?? "0.0.0.0",
      merchantDefineData: {
        ...{ MDD4: asked.email ?? "", MDD21: "0", MDD32: asked.payer?.phone ?? asked.email ?? "" },
        ...{ MDD75: "Registrado", MDD77: "1" },
      },
    },
  });
  const path = `api.ecommerce/v2/ecommerce/token/session/${shopOf(line)}`;
  const to = { operation: "create-checkout", path, schema: niubizSession };
  return (await changeJson(line, { ...to, body })).sessionKey;
}

/** The card that the form was given, kept there: asked again, it is the same. */
async function keepCard(line: Line, token: string): Promise<NiubizCard | undefined> {
  const path = `api.ecommerce/v2/ecommerce/token/card/${shopOf(line)}/${encodeURIComponent(token)}`;
  return read(line, "keep-card", path, niubizCard);
}

type Selling = {
  number: string | undefined;
  token?: string;
  card?: NiubizCard | undefined;
  stored?: string;
};

/** A bank's no is an answer: the charge that it gave, rejected. */
async function sell(
  line: Line,
  asked: Omit<TokenCharge, "card">,
  { number, token, card, stored = card?.token.tokenId }: Selling,
): Promise<Charge> {
  const { reference, currency, email } = asked;
  if (number === undefined) throw new GatewayProblem("refused", "too_many_tries");
  const order = {
    ...{ purchaseNumber: number, amount: majorOf(asked.amountMinor, currency), currency },
    externalTransactionId: reference,
  };
  const body = niubizSaleRequest.parse({
    ...{ captureType: "manual", countable: true, channel: stored ? "recurrent" : "web" },
    order: stored ? order : { ...order, tokenId: token },
    ...(stored && { card: { tokenId: stored }, ...(email && { cardHolder: { email } }) }),
  });
  const path = `api.authorization/v3/authorization/ecommerce/${shopOf(line)}`;
  const answer = await changeJson<NiubizSale>(line, {
    ...{ operation: "charge", path, body, schema: niubizSale, keyless: true },
    rescue: (json) => {
      const { data } = niubizError.safeParse(json).data ?? {};
      if (!data?.ACTION_CODE) return undefined;
      if (data.ACTION_CODE === TAKEN) throw new GatewayProblem("unknown", "outcome_unknown");
      return { order, dataMap: { ...data, STATUS: data.STATUS ?? "Not Authorized" } };
    },
  });
  const { live } = line.account;
  return chargeOf(answer, { live, reference, refunds: [], card });
}

type Found = { charges: Charge[]; number: string | undefined };

/** Every try of ours that is there, and the number that the next one would have; undefined: there were enough. */
async function findSales(line: Line, reference: string): Promise<Found> {
  const charges: Charge[] = [];
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const number = purchaseNumber(reference, attempt);
    const path = `api.authorization/v3/retrieve/purchase/${shopOf(line)}/${number}`;
    const sale = await read(line, "get-charge", path, niubizSale);
    if (!sale) return { charges, number };
    charges.push(await withRefunds(line, sale, reference));
  }
  return { charges, number: undefined };
}

async function withRefunds(line: Line, sale: NiubizSale, reference?: string): Promise<Charge> {
  const { live } = line.account;
  const plain = chargeOf(sale, { live, reference, refunds: [] });
  if (plain.status !== "approved") return plain;
  const query = new URLSearchParams({ transactionId: plain.id });
  const path = `api.refund/v1/queryRefund/${shopOf(line)}?${query.toString()}`;
  const { data: refunds = [] } = (await read(line, "get-refunds", path, niubizRefunds)) ?? {};
  return chargeOf(sale, { live, reference, refunds });
}

async function lookUp(line: Line, subject: Subject): Promise<Charge[]> {
  switch (subject.kind) {
    case "charge":
    case "checkout": {
      const { id } = subject;
      if (!/^\d{1,20}$/.test(id)) return [];
      const by = subject.kind === "charge" ? "transaction" : "purchase";
      const path = `api.authorization/v3/retrieve/${by}/${shopOf(line)}/${id}`;
      const sale = await read(line, "get-charge", path, niubizSale);
      return sale ? [await withRefunds(line, sale)] : [];
    }
    case "reference": {
      const { charges } = await findSales(line, subject.reference);
      // A number may be another's: what says so is not ours.
      return charges.filter(({ reference }) => reference === subject.reference);
    }
    case "dispute":
      return [];
    default:
      return subject satisfies never;
  }
}

/** Refunds of a charge come one after another: when more has gone back than had, this one has been given already. */
async function giveBack(line: Line, request: RefundRequest): Promise<Refund> {
  const { chargeId, amountMinor, currency, key, refundedMinor } = request;
  const [known] = await lookUp(line, { kind: "charge", id: chargeId });
  if (!known) throw new GatewayProblem("refused", "not_found");
  const id = refundNumber(key);
  if (known.refundedMinor >= refundedMinor + amountMinor)
    return { id, amountMinor, status: "succeeded" };
  const body = niubizRefundRequest.safeParse({
    ...{ ruc: line.account.secrets["ruc"], comment: "Devolucion", externalReferenceId: id },
    amount: majorOf(amountMinor, currency),
  }).data;
  if (!body) throw new GatewayProblem("refused", "credentials");
  const path = `api.refund/v1/refund/${shopOf(line)}/${encodeURIComponent(chargeId)}`;
  const to = { operation: "refund", path, schema: niubizRefund, keyless: true } as const;
  const { data } = await changeJson(line, { ...to, body });
  return { id: data.CODIGODEVOLUCION ?? id, amountMinor, status: "succeeded" };
}

function mustTake({ currency }: { currency: string }): void {
  if (!niubizCurrency.safeParse(currency).success)
    throw new GatewayProblem("refused", "currency_not_taken");
}
