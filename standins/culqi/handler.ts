import {
  culqiCardRequest,
  culqiChargeRequest,
  culqiCustomerRequest,
  culqiOrderRequest,
  culqiRefundRequest,
} from "@/server/integrations/payments/culqi/schema";
import { type Fault, never } from "../late-answer";
import { CHECKOUT_JS, errorOf } from "./answers";
import { authorized, type CulqiNotice, eventOf } from "./notices";
import {
  type CardObject,
  type ChargeObject,
  newId,
  type OrderObject,
  type TokenObject,
} from "./objects";

/**
 * Culqi for one shop, as far as a tenant uses it: orders, tokens that are good once, charges, refunds, customers and their
 * stored cards; it knows no keys of idempotency and signs nothing. Every request is held to our schemas. Faults on demand.
 */
export class CulqiStandin {
  readonly secretKey = "sk_test_standin";
  readonly publicKey = "pk_test_standin";
  readonly webhookSecret = "culqi-standin-0123456789";
  readonly orders = new Map<string, OrderObject>();
  readonly charges = new Map<string, ChargeObject>();
  readonly refunds: { id: string; amount: number; charge_id: string }[] = [];
  readonly customers = new Map<string, { id: string; email: string }>();
  readonly cards = new Map<string, CardObject>();
  /** Stored cards that say no, with the reason. */
  readonly declining = new Map<string, string>();
  readonly events: string[] = [];
  now = (): number => Date.now();
  onEvent: ((notice: CulqiNotice) => void) | undefined;
  private readonly tokens = new Map<string, TokenObject>();
  private readonly faults: Fault[] = [];

  /** The next changing requests go wrong, in this order. */
  fail(...faults: Fault[]): void {
    this.faults.push(...faults);
  }

  readonly handle = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    const open = { "access-control-allow-origin": "*" };
    if (url.pathname === "/checkout-js")
      return new Response(CHECKOUT_JS, { headers: { "content-type": "text/javascript", ...open } });
    if (url.pathname === "/standin/tokens") {
      const id = this.tokenize(url.searchParams.get("declined") ?? undefined);
      return Response.json({ id }, { headers: open });
    }
    if (request.headers.get("authorization") !== `Bearer ${this.secretKey}`)
      return errorOf(401, "authentication_error");
    const [kind = "", id] = url.pathname.replace(/^\/v2\//, "").split("/");
    if (request.method === "GET") return this.read(kind, id, url.searchParams);
    const fault = this.faults.shift();
    if (fault && "status" in fault) return errorOf(fault.status, fault.error?.type ?? "api_error");
    if (fault?.silent === "before") return never();
    const body: unknown = await request.json().catch(() => undefined);
    const answer =
      request.method === "DELETE" ? this.forget(kind, id ?? "") : this.change(kind, body);
    return fault ? never() : answer;
  };

  private change(kind: string, body: unknown): Response {
    if (kind === "orders") return this.openOrder(body);
    if (kind === "charges") return this.charge(body);
    if (kind === "refunds") return this.giveBack(body);
    if (kind === "customers") return this.addCustomer(body);
    return kind === "cards" ? this.keepCard(body) : errorOf(404, "resource_not_found");
  }

  private openOrder(body: unknown): Response {
    const { data } = culqiOrderRequest.safeParse(body);
    if (!data) return errorOf(400, "parameter_error");
    const { order_number } = data;
    if ([...this.orders.values()].some((order) => order.order_number === order_number))
      return errorOf(400, "parameter_error", { code: "order_number_taken" });
    const order: OrderObject = {
      ...{ object: "order", id: newId("ord"), amount: data.amount, order_number },
      ...{ currency_code: data.currency_code, state: "pending", payment_code: "12345678" },
      expiration_date: data.expiration_date,
    };
    this.orders.set(order.id, order);
    return Response.json(order, { status: 201 });
  }

  private charge(body: unknown): Response {
    const { data } = culqiChargeRequest.safeParse(body);
    if (!data) return errorOf(400, "parameter_error");
    const token = this.tokens.get(data.source_id);
    if (data.source_id.startsWith("crd_") ? !this.cards.has(data.source_id) : !token)
      return errorOf(400, "parameter_error", { code: "source_not_found" });
    if (token?.spent) return errorOf(400, "parameter_error", { code: "token_used" });
    if (token) token.spent = true;
    const no = token?.declined ?? this.declining.get(data.source_id);
    const charge: ChargeObject = {
      ...{ object: "charge", id: newId("chr"), creation_date: this.now(), amount: data.amount },
      ...{ amount_refunded: 0, currency_code: data.currency_code, email: data.email },
      ...{ dispute: false, metadata: data.metadata, source: { id: data.source_id } },
      outcome: no ? { type: "card_error", code: no } : { type: "venta_exitosa", code: "AUT0000" },
    };
    this.charges.set(charge.id, charge);
    if (no) {
      const more = { charge_id: charge.id, code: "card_declined", decline_code: no };
      return errorOf(402, "card_error", more);
    }
    this.tell("charge.creation.succeeded", charge);
    return Response.json(charge, { status: 201 });
  }

  private giveBack(body: unknown): Response {
    const { data } = culqiRefundRequest.safeParse(body);
    const charge = this.charges.get(data?.charge_id ?? "");
    if (!data || !charge) return errorOf(400, "parameter_error");
    if (charge.amount_refunded + data.amount > charge.amount)
      return errorOf(400, "parameter_error", { code: "amount_exceeded" });
    charge.amount_refunded += data.amount;
    const { amount, charge_id } = data;
    const refund = { object: "refund", id: newId("ref"), amount, charge_id };
    this.refunds.push(refund);
    this.tell("refund.creation.succeeded", refund);
    return Response.json(refund, { status: 201 });
  }

  private addCustomer(body: unknown): Response {
    const { data } = culqiCustomerRequest.safeParse(body);
    if (!data) return errorOf(400, "parameter_error");
    if ([...this.customers.values()].some(({ email }) => email === data.email))
      return errorOf(400, "parameter_error", { code: "email_taken" });
    const customer = { object: "customer", id: newId("cus"), email: data.email };
    this.customers.set(customer.id, customer);
    return Response.json(customer, { status: 201 });
  }

  private keepCard(body: unknown): Response {
    const { data } = culqiCardRequest.safeParse(body);
    const token = this.tokens.get(data?.token_id ?? "");
    if (!data || !this.customers.has(data.customer_id) || !token || token.spent)
      return errorOf(400, "parameter_error");
    token.spent = true;
    const card: CardObject = {
      ...{ object: "card", id: newId("crd"), customer_id: data.customer_id },
      source: { last_four: "1111", iin: { card_brand: "Visa" } },
    };
    this.cards.set(card.id, card);
    if (token.declined) this.declining.set(card.id, token.declined);
    return Response.json(card, { status: 201 });
  }

  private forget(kind: string, id: string): Response {
    if (kind !== "cards" || !this.cards.delete(id)) return errorOf(404, "resource_not_found");
    return Response.json({ id, deleted: true, merchant_message: "stand-in" });
  }

  private read(kind: string, id: string | undefined, query: URLSearchParams): Response {
    if (kind === "customers" && id === undefined)
      return listOf(
        [...this.customers.values()].filter(({ email }) => email === query.get("email")),
      );
    if (kind === "charges" && id === undefined) return listOf(this.search(query));
    const found = kind === "orders" ? this.orders.get(id ?? "") : this.charges.get(id ?? "");
    return found ? Response.json(found) : errorOf(404, "resource_not_found");
  }

  private search(query: URLSearchParams): ChargeObject[] {
    const at = (name: string) => Number(query.get(name) ?? Number.NaN);
    const amount = query.get("amount");
    return [...this.charges.values()].filter(
      (charge) =>
        !(charge.creation_date < at("creation_date_from")) &&
        !(charge.creation_date > at("creation_date_to")) &&
        (amount === null || charge.amount === Number(amount)),
    );
  }

  /** What the form in the browser gives: good once. `declined`: its card will say no. */
  tokenize(declined?: string): string {
    const id = newId("tkn");
    this.tokens.set(id, { id, declined, spent: false });
    return id;
  }

  /** Somebody pays the code at a counter; it may be long after its end. */
  payOrder(id: string, over: Partial<OrderObject> = {}): void {
    this.moveOrder(id, { state: "paid", ...over });
  }

  expireOrder(id: string): void {
    this.moveOrder(id, { state: "expired" });
  }

  private moveOrder(id: string, to: Partial<OrderObject>): void {
    const order = this.orders.get(id);
    if (!order) throw new Error("no such order");
    Object.assign(order, to);
    this.tell("order.status.changed", order);
  }

  /** The cardholder's bank asks for the money back. */
  dispute(id: string, dispute = true): void {
    const charge = this.charges.get(id);
    if (!charge) throw new Error("no such charge");
    charge.dispute = dispute;
    this.tell("charge.update.succeeded", charge);
  }

  /** An event's bytes as the service would send them. */
  notice(body: string | undefined): CulqiNotice {
    return authorized(body ?? "", this.webhookSecret);
  }

  private tell(type: string, object: unknown): void {
    const body = eventOf(type, object, this.now());
    this.events.push(body);
    this.onEvent?.(this.notice(body));
  }
}

const listOf = (data: unknown[]): Response =>
  Response.json({ data, paging: { previous: "", next: "", cursors: { before: "", after: null } } });
