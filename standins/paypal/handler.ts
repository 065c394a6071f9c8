import { orderRequest, paypalRefundRequest } from "@/server/integrations/payments/paypal/schema";
import { type Fault, never } from "../late-answer";
import { Replays } from "../replays";
import { payPage, problemOf } from "./answers";
import { eventOf, type PaypalNotice, signer, signNotice } from "./notices";
import {
  type CaptureObject,
  type DisputeObject,
  newCapture,
  newId,
  newOrder,
  type OrderObject,
  shown,
} from "./objects";

/**
 * PayPal for one app, as far as a tenant uses it: tokens, orders, captures, kept accounts, refunds, disputes; keys of
 * idempotency; events signed with a certificate of its own. Every request is held to our schemas. Faults on demand.
 */
export class PaypalStandin {
  readonly clientId = "client-standin";
  readonly clientSecret = "secret-standin";
  readonly webhookId = "8PT597110X687430LKGECATA";
  accessToken = "A21AAstandin";
  readonly orders = new Map<string, OrderObject>();
  readonly disputes = new Map<string, DisputeObject>();
  /** Kept accounts that say no, with the reason. */
  readonly declining = new Map<string, string>();
  /** Kept accounts that were deleted. */
  readonly forgotten = new Set<string>();
  /** Everything that happened, oldest first. */
  readonly events: string[] = [];
  now = (): number => Date.now();
  /** Where events are sent as they happen; undefined: nowhere. */
  onEvent: ((notice: PaypalNotice) => void) | undefined;
  /** Where it was last asked; its links and its certificate are there. */
  origin = "http://127.0.0.1";
  private readonly replays = new Replays(() => problemOf(422, "DUPLICATE_REQUEST_ID"));

  /** The next changing requests go wrong, in this order; asking for a token changes nothing. */
  fail(...faults: Fault[]): void {
    this.replays.faults.push(...faults);
  }

  readonly handle = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    this.origin = url.origin;
    if (url.pathname === "/checkoutnow") return payPage(this, request, url);
    if (url.pathname.startsWith("/v1/notifications/certs/")) return new Response(signer().cert);
    if (url.pathname === "/v1/oauth2/token") return this.giveToken(request);
    if (request.headers.get("authorization") !== `Bearer ${this.accessToken}`)
      return problemOf(401, "INVALID_TOKEN");
    if (request.method === "GET") return this.read(url);
    const fault = this.replays.faults.shift();
    if (fault && "status" in fault) return problemOf(fault.status, fault.error?.type ?? "INJECTED");
    if (fault?.silent === "before") return never();
    if (request.method === "DELETE") {
      const answer = this.forget(url.pathname);
      return fault ? never() : answer;
    }
    const body: unknown = await request.json().catch(() => undefined);
    const key = request.headers.get("paypal-request-id") ?? "";
    if (key === "" || key.length > 38) return problemOf(400, "INVALID_REQUEST_ID");
    const asked = url.pathname + JSON.stringify(body);
    const answer = this.replays.once(key, asked, () => this.change(url.pathname, body));
    return fault ? answer.then(never) : answer;
  };

  private async giveToken(request: Request): Promise<Response> {
    const basic = Buffer.from(`${this.clientId}:${this.clientSecret}`).toString("base64");
    if (request.headers.get("authorization") !== `Basic ${basic}`)
      return Response.json({ error: "invalid_client" }, { status: 401 });
    if ((await request.text()) !== "grant_type=client_credentials")
      return Response.json({ error: "unsupported_grant_type" }, { status: 400 });
    const { accessToken: access_token } = this;
    return Response.json({ access_token, token_type: "Bearer", expires_in: 32_400, scope: "" });
  }

  private change(path: string, body: unknown): Response {
    if (path === "/v2/checkout/orders") return this.openOrder(body);
    const captured = /^\/v2\/checkout\/orders\/([A-Z0-9]+)\/capture$/.exec(path)?.[1];
    if (captured) return this.capture(this.orders.get(captured));
    const refunded = /^\/v2\/payments\/captures\/([A-Z0-9]+)\/refund$/.exec(path)?.[1];
    return refunded ? this.giveBack(refunded, body) : problemOf(404, "RESOURCE_NOT_FOUND");
  }

  private openOrder(body: unknown): Response {
    const { data } = orderRequest.safeParse(body);
    if (!data) return problemOf(400, "INVALID_PARAMETER_SYNTAX");
    const order = newOrder(data);
    const { paypal } = data.payment_source;
    this.orders.set(order.id, order);
    if (!("vault_id" in paypal)) return Response.json(shown(order, this.origin), { status: 201 });
    if (!this.isKept(paypal.vault_id)) return problemOf(422, "TOKEN_NOT_FOUND");
    Object.assign(order, { status: "APPROVED", declining: this.declining.get(paypal.vault_id) });
    return this.capture(order);
  }

  /** An account that was kept is not any more. */
  private forget(path: string): Response {
    const token = /^\/v3\/vault\/payment-tokens\/([\w-]+)$/.exec(path)?.[1] ?? "";
    if (!this.isKept(token)) return problemOf(404, "TOKEN_NOT_FOUND");
    this.forgotten.add(token);
    return new Response(null, { status: 204 });
  }

  private isKept = (token: string): boolean =>
    !this.forgotten.has(token) &&
    [...this.orders.values()].some(({ vaulted }) => vaulted === token);

  private capture(order: OrderObject | undefined): Response {
    if (!order) return problemOf(404, "RESOURCE_NOT_FOUND");
    if (order.status === "COMPLETED") return problemOf(422, "ORDER_ALREADY_CAPTURED");
    if (order.status !== "APPROVED") return problemOf(422, "ORDER_NOT_APPROVED");
    if (order.declining !== undefined) {
      order.status = "PAYER_ACTION_REQUIRED";
      return problemOf(422, order.declining);
    }
    const capture = newCapture(order);
    order.captures.push(capture);
    order.status = "COMPLETED";
    const { paypal } = order.request.payment_source;
    if ("attributes" in paypal && paypal.attributes) order.vaulted = `vault-${newId()}`;
    this.tell("PAYMENT.CAPTURE.COMPLETED", "capture", capture);
    return Response.json(shown(order, this.origin), { status: 201 });
  }

  private giveBack(id: string, body: unknown): Response {
    const { data } = paypalRefundRequest.safeParse(body);
    const { order, capture } = this.captureOf(id);
    if (!order || !capture) return problemOf(404, "RESOURCE_NOT_FOUND");
    if (!data) return problemOf(400, "INVALID_PARAMETER_SYNTAX");
    if (data.amount.currency_code !== capture.amount.currency_code)
      return problemOf(422, "REFUND_CAPTURE_CURRENCY_MISMATCH");
    const gone = order.refunds.reduce((sum, { amount }) => sum + Number(amount.value), 0);
    const left = Number(capture.amount.value) - gone;
    if (capture.status === "REFUNDED") return problemOf(422, "CAPTURE_FULLY_REFUNDED");
    if (Number(data.amount.value) > left + 1e-9) return problemOf(422, "REFUND_AMOUNT_EXCEEDED");
    const whole = Number(data.amount.value) > left - 1e-9;
    capture.status = whole ? "REFUNDED" : "PARTIALLY_REFUNDED";
    const refund = { id: newId(), status: "COMPLETED", amount: data.amount, capture: id };
    order.refunds.push(refund);
    const links = [{ rel: "up", href: `${this.origin}/v2/payments/captures/${id}`, method: "GET" }];
    this.tell("PAYMENT.CAPTURE.REFUNDED", "refund", { ...refund, links });
    return Response.json({ ...refund, links }, { status: 201 });
  }

  private captureOf(id: string): { order?: OrderObject; capture?: CaptureObject } {
    for (const order of this.orders.values())
      for (const capture of order.captures) if (capture.id === id) return { order, capture };
    return {};
  }

  private read({ pathname, searchParams }: URL): Response {
    const id = pathname.split("/").at(-1) ?? "";
    if (pathname === "/v1/customer/disputes") {
      const wanted = searchParams.get("disputed_transaction_id");
      const items = [...this.disputes.values()].filter(({ disputed_transactions: of }) =>
        of.some(({ seller_transaction_id: one }) => one === wanted),
      );
      return Response.json({
        items: items.map(({ dispute_id, status }) => ({ dispute_id, status })),
      });
    }
    const order = this.orders.get(id);
    const found = order
      ? shown(order, this.origin)
      : (this.captureOf(id).capture ?? this.disputes.get(id));
    return found ? Response.json(found) : problemOf(404, "RESOURCE_NOT_FOUND");
  }

  /** The payer says yes on the page; gives what the browser brings back. `declined`: their funds will say no. */
  approve(id: string, over: { declined?: string; amount?: string } = {}): URLSearchParams {
    const order = this.orders.get(id);
    if (order?.status !== "PAYER_ACTION_REQUIRED") throw new Error("this order is not open");
    Object.assign(order, {
      ...{ status: "APPROVED", declining: over.declined, amount: over.amount },
    });
    this.tell("CHECKOUT.ORDER.APPROVED", "checkout-order", { id, status: "APPROVED" });
    return new URLSearchParams({ token: id, PayerID: "QYR5Z8XDVJNXQ" });
  }

  /** Takes the money of an order, whoever asks. */
  captureElsewhere(id: string): void {
    this.capture(this.orders.get(id));
  }

  /** The payer asks for the money back; the same capture again moves its dispute on. */
  dispute(captureId: string, status: string, outcome?: string): string {
    const about = { disputed_transactions: [{ seller_transaction_id: captureId }] };
    const known = [...this.disputes.values()].find((one) =>
      one.disputed_transactions.some(({ seller_transaction_id: of }) => of === captureId),
    );
    const dispute: DisputeObject = {
      ...{ dispute_id: known?.dispute_id ?? `PP-D-${newId()}`, status, ...about },
      ...(outcome !== undefined && { dispute_outcome: { outcome_code: outcome } }),
    };
    this.disputes.set(dispute.dispute_id, dispute);
    this.tell(`CUSTOMER.DISPUTE.${known ? "UPDATED" : "CREATED"}`, "dispute", dispute);
    return dispute.dispute_id;
  }

  /** An event's bytes as the service would send them, signed now. */
  notice(body: string | undefined): PaypalNotice {
    const certUrl = `${this.origin}/v1/notifications/certs/CERT-360caa42-standin`;
    const { webhookId } = this;
    const at = new Date(this.now());
    return signNotice(body ?? "", { key: signer().key, certUrl, webhookId, at });
  }

  private tell(type: string, resourceType: string, resource: unknown): void {
    const body = eventOf(type, resourceType, resource);
    this.events.push(body);
    this.onEvent?.(this.notice(body));
  }
}
