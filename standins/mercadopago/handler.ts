import {
  mercadopagoRefundRequest,
  preferenceRequest,
} from "@/server/integrations/payments/mercadopago/schema";
import { type Fault, never } from "../late-answer";
import { payPage, refuse } from "./answers";
import { type MercadopagoNotice, noticeBody, signNotice } from "./notices";
import {
  type ChargebackObject,
  newNumber,
  newPayment,
  newPreference,
  type PaymentObject,
  type PreferenceObject,
} from "./objects";
import { Sellers } from "./sellers";
import { SITES } from "./sites";

/**
 * MercadoPago for one seller: leave by OAuth, Checkout Pro, payments and their search, refunds under keys, chargebacks,
 * signed notices. Every request is held to our schemas, which are held to the vendor's. Faults on demand.
 */
export class MercadopagoStandin {
  readonly sellers = new Sellers();
  readonly webhookSecret = "webhook-secret-standin";
  readonly preferences = new Map<string, PreferenceObject>();
  readonly payments = new Map<number, PaymentObject>();
  readonly chargebacks = new Map<string, ChargebackObject>();
  /** What was given back, by its key. */
  readonly refunds = new Map<string, { asked: string; answer: unknown }>();
  /** Every notice that was made, oldest first, with the address that the preference named. */
  readonly notices: { url: string; notice: MercadopagoNotice }[] = [];
  now = (): number => Date.now();
  /** Sends notices as things happen; undefined: they are only kept. */
  onNotice: ((url: string, notice: MercadopagoNotice) => void) | undefined;
  private readonly faults: Fault[] = [];

  /** The next changing requests go wrong, in this order. */
  fail(...faults: Fault[]): void {
    this.faults.push(...faults);
  }

  readonly handle = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    const path = url.pathname.replace(/\/$/, "");
    if (path.startsWith("/pay/")) return payPage(this, request, url);
    if (path === "/authorization") return this.sellers.page(url);
    const { accessToken } = this.sellers;
    const known = request.headers.get("authorization") === `Bearer ${accessToken}`;
    if (path !== "/oauth/token" && !known) return refuse(401, "unauthorized");
    if (request.method === "GET") return this.read(path, url.searchParams);
    if (request.method !== "POST") return refuse(405, "method_not_allowed");
    const fault = this.faults.shift();
    if (fault && "status" in fault) return refuse(fault.status, fault.error?.type ?? "injected");
    if (fault?.silent === "before") return never();
    const body: unknown = await request.json().catch(() => undefined);
    const key = request.headers.get("x-idempotency-key") ?? "";
    const answer = this.change(path, body, key, url.origin);
    return fault ? never() : answer;
  };

  private change(path: string, body: unknown, key: string, origin: string): Response {
    if (path === "/oauth/token") return this.sellers.take(body);
    if (path === "/checkout/preferences") return this.openPage(body, origin);
    const refunded = /^\/v1\/payments\/(\d+)\/refunds$/.exec(path)?.[1];
    return refunded ? this.giveBack(Number(refunded), body, key) : refuse(404, "not_found");
  }

  private openPage(body: unknown, origin: string): Response {
    const { data } = preferenceRequest.safeParse(body);
    if (!data) return refuse(400, "bad_request");
    const { sellerId } = this.sellers;
    const page = newPreference(data, { origin, sellerId, at: this.at() });
    this.preferences.set(page.id, page);
    return Response.json(page, { status: 201 });
  }

  /** The ways that a page of a seller in that country shows. */
  offers(pageId: string, country: string): string[] {
    const { excluded_payment_methods: ids = [], excluded_payment_types: types = [] } =
      this.preferences.get(pageId)?.payment_methods ?? {};
    const out = new Set([...ids, ...types].map(({ id }) => id));
    const there = Object.entries(SITES[country] ?? {});
    return there.flatMap(([id, type]) => (out.has(id) || out.has(type) ? [] : [id]));
  }

  private giveBack(id: number, body: unknown, key: string): Response {
    const { data } = mercadopagoRefundRequest.safeParse(body);
    const payment = this.payments.get(id);
    if (!payment) return refuse(404, "not_found");
    if (!data || key === "") return refuse(400, "bad_request");
    const asked = JSON.stringify([id, data]);
    const before = this.refunds.get(key);
    if (before)
      return before.asked === asked
        ? Response.json(before.answer, { status: 201 })
        : refuse(409, "idempotency_key_already_used");
    const left = payment.transaction_amount - payment.transaction_amount_refunded;
    if (payment.status !== "approved") return refuse(400, "invalid_payment_status");
    if (data.amount > left + 1e-9) return refuse(400, "amount_exceeded");
    const refunded = Math.round((payment.transaction_amount_refunded + data.amount) * 100) / 100;
    payment.transaction_amount_refunded = refunded;
    payment.status_detail = "partially_refunded";
    if (refunded === payment.transaction_amount)
      Object.assign(payment, { status: "refunded", status_detail: "refunded" });
    const answer = {
      ...{ id: newNumber(), payment_id: id, amount: data.amount, status: "approved" },
      ...{ date_created: this.at().toISOString(), refund_mode: "standard" },
    };
    this.refunds.set(key, { asked, answer });
    this.tell("payment", "payment.updated", String(id));
    return Response.json(answer, { status: 201 });
  }

  private read(path: string, query: URLSearchParams): Response {
    if (path === "/v1/payments/search") return this.search(query);
    const [, , kind, id = ""] = path.split("/");
    const found = kind === "payments" ? this.payments.get(Number(id)) : this.chargebacks.get(id);
    return found ? Response.json(found) : refuse(404, "not_found");
  }

  private search(query: URLSearchParams): Response {
    if (!query.get("sort") || !query.get("criteria")) return refuse(400, "bad_request");
    const wanted = query.get("external_reference");
    // Its search is no exact one: what only begins alike comes too.
    const results = [...this.payments.values()]
      .filter((payment) => wanted !== null && payment.external_reference.startsWith(wanted))
      .toReversed();
    return Response.json({ paging: { total: results.length, limit: 50, offset: 0 }, results });
  }

  /** Somebody pays on the page; `over`: what becomes of it. */
  pay(pageId: string, over: Partial<PaymentObject> = {}): PaymentObject {
    const page = this.preferences.get(pageId);
    if (!page) throw new Error("no such page");
    const payment = { ...newPayment(page, this.at()), ...over };
    this.payments.set(payment.id, payment);
    this.tell("payment", "payment.created", String(payment.id));
    return payment;
  }

  /** What becomes of a payment later: a voucher paid, a review decided. */
  move(id: number, to: Partial<PaymentObject>): void {
    const payment = this.payments.get(id);
    if (!payment) throw new Error("no such payment");
    Object.assign(payment, to);
    this.tell("payment", "payment.updated", String(id));
  }

  /** The cardholder's bank takes the money back; `settled`, `in_process`, `reimbursed`. */
  chargeBack(paymentId: number, detail: string): string {
    const id = String(newNumber());
    this.move(paymentId, { status: "charged_back", status_detail: detail });
    const { currency_id: currency = "", transaction_amount: amount = 0 } =
      this.payments.get(paymentId) ?? {};
    this.chargebacks.set(id, {
      ...{ id, payments: [{ id: paymentId }], currency, amount },
      ...{ coverage_applied: false, documentation_required: true },
    });
    this.tell("topic_chargebacks_wh", "created", id);
    return id;
  }

  private tell(type: string, action: string, dataId: string): void {
    const at = this.at();
    const userId = this.sellers.sellerId;
    const body = noticeBody({ type, action, dataId, userId, id: newNumber(), at });
    const signing = {
      ...{ secret: this.webhookSecret, ts: String(at.getTime()), requestId: String(newNumber()) },
    };
    const notice = signNotice(body, { type, dataId }, signing);
    const [page] = [...this.preferences.values()].slice(-1);
    const url = this.addressOf(type, dataId) ?? page?.notification_url ?? "";
    this.notices.push({ url, notice });
    this.onNotice?.(url, notice);
  }

  /** Where the payment's own preference wanted its notices. */
  private addressOf(type: string, dataId: string): string | undefined {
    const reference =
      type === "payment" ? this.payments.get(Number(dataId))?.external_reference : undefined;
    const pages = [...this.preferences.values()];
    return pages.find((page) => page.external_reference === reference)?.notification_url;
  }

  private at = (): Date => new Date(this.now());
}
