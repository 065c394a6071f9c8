import { randomBytes } from "node:crypto";
import {
  niubizRefundRequest,
  niubizSaleRequest,
  niubizSessionRequest,
} from "@/server/integrations/payments/niubiz/schema";
import { type Fault, never } from "../late-answer";
import { CHECKOUT_JS, no } from "./answers";
import { type FormToken, newId, newSale, type RefundObject, type SaleObject } from "./objects";

/**
 * Niubiz for one shop, as far as a tenant uses it: access tokens, sessions of its checkout, sales, stored cards, queries and
 * refunds. It sends no notices and knows no keys of ours: a number of a sale is good once. Every request is held to our
 * schemas. Faults on demand.
 */
export class NiubizStandin {
  readonly merchantId = "456879852";
  readonly user = "integraciones@standin.example";
  readonly password = "standin-password";
  readonly ruc = "20100070970";
  readonly sales = new Map<string, SaleObject>();
  readonly refunds: RefundObject[] = [];
  readonly sessions: string[] = [];
  /** Stored cards that say no, with the code. */
  readonly declining = new Map<string, string>();
  /** Access tokens that are still good; empty it, and everyone must sign in anew. */
  readonly access = new Set<string>();
  private readonly cards = new Set<string>();
  private readonly tokens = new Map<string, FormToken>();
  private readonly faults: Fault[] = [];

  /** The next changing requests go wrong, in this order. */
  fail(...faults: Fault[]): void {
    this.faults.push(...faults);
  }

  readonly handle = async (request: Request): Promise<Response> => {
    const { pathname, searchParams } = new URL(request.url);
    const open = { "access-control-allow-origin": "*" };
    if (pathname === "/v2/js/checkout.js")
      return new Response(CHECKOUT_JS, { headers: { "content-type": "text/javascript", ...open } });
    if (pathname === "/standin/tokens") {
      const transactionToken = this.tokenize(searchParams.get("declined") ?? undefined);
      return Response.json({ transactionToken }, { headers: open });
    }
    const given = request.headers.get("authorization") ?? "";
    if (pathname === "/api.security/v1/security") return this.signIn(given);
    if (!this.access.has(given)) return new Response("Unauthorized access", { status: 401 });
    if (request.method === "GET") return this.read(pathname, searchParams);
    const fault = this.faults.shift();
    if (fault && "status" in fault) return no(fault.status);
    if (fault?.silent === "before") return never();
    const body: unknown = await request.json().catch(() => undefined);
    const answer = this.change(pathname, body);
    return fault ? never() : answer;
  };

  private signIn(given: string): Response {
    const basic = Buffer.from(`${this.user}:${this.password}`).toString("base64");
    if (given !== `Basic ${basic}`) return new Response("Unauthorized access", { status: 401 });
    const token = `eyJ${randomBytes(16).toString("hex")}`;
    this.access.add(token);
    return new Response(token, { status: 201 });
  }

  private change(path: string, body: unknown): Response {
    const { merchantId } = this;
    if (path === `/api.ecommerce/v2/ecommerce/token/session/${merchantId}`) {
      if (!niubizSessionRequest.safeParse(body).success) return no(400);
      const sessionKey = randomBytes(16).toString("hex");
      this.sessions.push(sessionKey);
      return Response.json({ sessionKey, expirationTime: Date.now() + 900_000 });
    }
    if (path === `/api.authorization/v3/authorization/ecommerce/${merchantId}`)
      return this.sell(body);
    const refund = new RegExp(`^/api\\.refund/v1/refund/${merchantId}/(\\d+)$`).exec(path);
    return refund ? this.giveBack(refund[1] ?? "", body) : no(404);
  }

  private sell(body: unknown): Response {
    const { data } = niubizSaleRequest.safeParse(body);
    if (!data) return no(400);
    const { purchaseNumber, amount, currency, externalTransactionId } = data.order;
    if (this.sales.has(purchaseNumber))
      return no(400, { ACTION_CODE: "300", STATUS: "Not Authorized" });
    let refused: string | undefined;
    if (data.channel === "web") {
      const token = this.tokens.get(data.order.tokenId);
      if (!token || token.spent) return no(400, { ACTION_CODE: "674", STATUS: "Not Authorized" });
      token.spent = true;
      refused = token.declined;
    } else {
      if (!this.cards.has(data.card.tokenId)) return no(400);
      refused = this.declining.get(data.card.tokenId);
    }
    const order = { purchaseNumber, amount, currency, externalTransactionId };
    const sale = newSale(order, refused);
    this.sales.set(purchaseNumber, sale);
    return refused ? no(400, sale.dataMap) : Response.json(sale);
  }

  private giveBack(transactionId: string, body: unknown): Response {
    const { data } = niubizRefundRequest.safeParse(body);
    const sale = [...this.sales.values()].find(
      (one) => one.order.transactionId === transactionId && one.dataMap.STATUS === "Authorized",
    );
    if (!data || !sale || data.ruc !== this.ruc) return no(400, { CODERROR: "201" });
    const ours = this.refunds.filter((one) => one.transactionId === transactionId);
    const gone = ours.reduce((sum, one) => sum + one.amount, 0);
    if (gone + data.amount > sale.order.amount + 1e-9) return no(400, { CODERROR: "202" });
    const { externalReferenceId, amount } = data;
    if (ours.some((one) => one.externalReferenceId === externalReferenceId))
      return no(400, { CODERROR: "203" });
    this.refunds.push({ transactionId, externalReferenceId, amount, status: "P" });
    const CODIGODEVOLUCION = newId();
    return Response.json({ errorCode: 0, data: { CODERROR: "100", CODIGODEVOLUCION } });
  }

  private read(path: string, query: URLSearchParams): Response {
    const kept = /\/token\/card\/\d+\/([\w-]+)$/.exec(path)?.[1];
    if (kept) return this.keepCard(kept);
    if (path === `/api.refund/v1/queryRefund/${this.merchantId}`) {
      const id = query.get("transactionId");
      return Response.json({ data: this.refunds.filter((one) => one.transactionId === id) });
    }
    const [, by, shop, id = ""] = /\/retrieve\/(\w+)\/(\d+)\/(\d+)$/.exec(path) ?? [];
    if (shop !== this.merchantId) return no(400);
    const found =
      by === "purchase"
        ? this.sales.get(id)
        : [...this.sales.values()].find(({ order }) => order.transactionId === id);
    return found ? Response.json(found) : no(400);
  }

  private keepCard(transactionToken: string): Response {
    const token = this.tokens.get(transactionToken);
    if (!token) return no(400);
    this.cards.add(token.cardToken);
    if (token.declined) this.declining.set(token.cardToken, token.declined);
    return Response.json({
      ...{ errorCode: 0, token: { tokenId: token.cardToken, expireOn: "301031235959" } },
      card: {
        ...{ brand: "visa", cardNumber: "455170******8329" },
        ...{ expirationMonth: "10", expirationYear: "30" },
      },
    });
  }

  /** What the form in the browser gives. `declined`: its bank will say no, with that code. */
  tokenize(declined?: string): string {
    const id = randomBytes(16).toString("hex").toUpperCase();
    this.tokens.set(id, { declined, spent: false, cardToken: `70000${newId().slice(4)}` });
    return id;
  }
}
