import {
  checkoutSessionRequest,
  paymentIntentRequest,
  stripeCustomerRequest,
  stripeRefundRequest,
} from "@/server/integrations/payments/stripe/schema";
import { decodeForm, typed } from "./form";
import { type Fault, never } from "../late-answer";
import { Replays } from "../replays";
import {
  type ChargeObject,
  type DisputeObject,
  EVERY_WAY,
  type IntentObject,
  misfits,
  newCharge,
  newId,
  newIntent,
  newSession,
  nextAction,
  type RefundObject,
  type SessionObject,
  VISA,
} from "./objects";
import { eventOf, type Notice, signNotice } from "./notices";
import { errorOf, listOf, payPage } from "./answers";

/**
 * Stripe for one account, as far as a tenant uses it: checkouts, charges of kept cards, refunds, disputes, search; keys of
 * idempotency; signed events. Every request is held to our schemas, which are held to the vendor's. Faults on demand.
 */
export class StripeStandin {
  readonly secretKey = "sk_test_standin";
  readonly webhookSecret = "whsec_standin0123456789";
  readonly sessions = new Map<string, SessionObject>();
  readonly intents = new Map<string, IntentObject>();
  readonly charges = new Map<string, ChargeObject>();
  readonly disputes = new Map<string, DisputeObject>();
  readonly refunds: RefundObject[] = [];
  /** Cards that say no, by token, with the reason. */
  readonly declining = new Map<string, string>();
  /** Everything that happened, oldest first. */
  readonly events: string[] = [];
  /** Requests that changed something, as they came. */
  readonly taken: { path: string; form: unknown }[] = [];
  now = (): number => Date.now();
  /** Where events are sent as they happen; undefined: nowhere. */
  onEvent: ((notice: Notice) => void) | undefined;
  /** Ways to pay that the account has switched on. */
  ways: ReadonlySet<string> = new Set(EVERY_WAY);
  readonly customers = new Set<string>();
  /** Cards that were detached from their customer. */
  readonly detached = new Set<string>();
  private readonly keepsCard = new Set<string>();
  private readonly replays = new Replays(() => errorOf(400, { type: "idempotency_error" }));

  /** The next changing requests go wrong, in this order. */
  fail(...faults: Fault[]): void {
    this.replays.faults.push(...faults);
  }

  readonly handle = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    if (url.pathname.startsWith("/pay/")) return payPage(this, request, url);
    if (request.headers.get("authorization") !== `Bearer ${this.secretKey}`)
      return errorOf(401, { type: "invalid_request_error", code: "api_key_invalid" });
    if (!/^\d{4}-\d\d-\d\d\.\w+$/.test(request.headers.get("stripe-version") ?? ""))
      return errorOf(400, { type: "invalid_request_error", code: "version_invalid" });
    if (request.method === "GET") return this.read(url);
    if (request.method !== "POST") return errorOf(405, { type: "invalid_request_error" });
    const fault = this.replays.faults.shift();
    if (fault && "status" in fault)
      return errorOf(fault.status, fault.error ?? { type: "api_error" });
    if (fault?.silent === "before") return never();
    const body = await request.text();
    const key = request.headers.get("idempotency-key") ?? "";
    const answer = this.replays.once(key, url.pathname + body, () => this.change(url, body));
    return fault ? never() : answer;
  };

  private change({ pathname, origin }: URL, body: string): Response {
    const form = typed(decodeForm(body));
    this.taken.push({ path: pathname, form });
    if (pathname === "/v1/checkout/sessions") return this.openSession(form, origin);
    if (pathname === "/v1/customers") return this.addCustomer(form);
    if (pathname === "/v1/payment_intents") return this.chargeCard(form);
    if (pathname === "/v1/refunds") return this.giveBack(form);
    const card = /^\/v1\/payment_methods\/(pm_\w+)\/detach$/.exec(pathname)?.[1];
    if (card) return this.detach(card);
    return errorOf(404, { type: "invalid_request_error", code: "resource_missing" });
  }

  private openSession(form: unknown, origin: string): Response {
    const { data } = checkoutSessionRequest.safeParse(form);
    const leftS = (data?.expires_at ?? 0) - this.nowS();
    if (!data || leftS < 30 * 60 - 60 || leftS > 24 * 3600)
      return errorOf(400, { type: "invalid_request_error", code: "parameter_invalid" });
    if (misfits(data, this.ways) || (data.customer && !this.customers.has(data.customer)))
      return errorOf(400, { type: "invalid_request_error", param: "payment_method_types" });
    const session = newSession(data, origin, this.nowS());
    this.sessions.set(session.id, session);
    if (data.payment_intent_data.setup_future_usage) this.keepsCard.add(session.id);
    return Response.json(session);
  }

  private addCustomer(form: unknown): Response {
    if (!stripeCustomerRequest.safeParse(form).success)
      return errorOf(400, { type: "invalid_request_error", code: "parameter_invalid" });
    const id = newId("cus");
    this.customers.add(id);
    return Response.json({ id, object: "customer" });
  }

  /** Somebody takes a code or a slip on the page; gives what pays it later. */
  payLater(sessionId: string, type: string, endsS: number): () => void {
    const session = this.sessions.get(sessionId);
    if (!session?.payment_method_types.includes(type)) throw new Error("the page has no such way");
    const { client_reference_id: reference, amount_total: amount, currency } = session;
    const intent = newIntent({ amount, currency, metadata: { reference } }, this.nowS());
    const next_action = nextAction(type, endsS);
    this.intents.set(intent.id, Object.assign(intent, { status: "requires_action", next_action }));
    Object.assign(session, { status: "complete", payment_intent: intent.id, url: null });
    this.tell("checkout.session.completed", session);
    return () => this.succeed(Object.assign(intent, { next_action: null }), amount);
  }

  private chargeCard(form: unknown): Response {
    const { data } = paymentIntentRequest.safeParse(form);
    if (!data) return errorOf(400, { type: "invalid_request_error", code: "parameter_invalid" });
    const intent = newIntent(data, this.nowS());
    Object.assign(intent, { customer: data.customer, payment_method: data.payment_method });
    this.intents.set(intent.id, intent);
    if (this.detached.has(data.payment_method))
      return errorOf(400, { type: "invalid_request_error", code: "resource_missing" });
    const no = this.declining.get(data.payment_method);
    if (no) return this.decline(intent, no);
    this.succeed(intent, intent.amount);
    return Response.json(this.shown(intent, true));
  }

  private detach(id: string): Response {
    // Of one that no customer has it says so in words only.
    if (this.detached.has(id)) return errorOf(400, { type: "invalid_request_error" });
    if (![...this.intents.values()].some(({ payment_method: kept }) => kept === id))
      return errorOf(404, { type: "invalid_request_error", code: "resource_missing" });
    this.detached.add(id);
    return Response.json({ id, object: "payment_method", customer: null });
  }

  private decline(intent: IntentObject, code: string): Response {
    intent.last_payment_error = { type: "card_error", code: "card_declined", decline_code: code };
    this.tell("payment_intent.payment_failed", intent);
    const { last_payment_error: error } = intent;
    return errorOf(402, { ...error, type: "card_error", payment_intent: intent });
  }

  private succeed(intent: IntentObject, amount: number): void {
    Object.assign(intent, {
      status: "succeeded",
      amount_received: amount,
      last_payment_error: null,
    });
    const charge = newCharge(intent, VISA);
    this.charges.set(charge.id, charge);
    intent.latest_charge = charge.id;
    this.tell("payment_intent.succeeded", intent);
    this.tell("charge.succeeded", charge);
  }

  private giveBack(form: unknown): Response {
    const { data } = stripeRefundRequest.safeParse(form);
    const intent = this.intents.get(data?.payment_intent ?? "");
    const charge = this.charges.get(intent?.latest_charge ?? "");
    if (!data || !intent || !charge)
      return errorOf(404, { type: "invalid_request_error", code: "resource_missing" });
    if (charge.disputed)
      return errorOf(400, { type: "invalid_request_error", code: "charge_disputed" });
    if (charge.amount_refunded + data.amount > charge.amount)
      return errorOf(400, { type: "invalid_request_error", code: "charge_already_refunded" });
    charge.amount_refunded += data.amount;
    charge.refunded = charge.amount_refunded === charge.amount;
    const refund: RefundObject = {
      ...{ id: newId("re"), object: "refund", amount: data.amount, currency: charge.currency },
      ...{ charge: charge.id, payment_intent: intent.id, status: "succeeded" },
    };
    this.refunds.push(refund);
    this.tell("charge.refunded", charge);
    return Response.json(refund);
  }

  private read({ pathname, searchParams }: URL): Response {
    const [, , kind = "", id = "", more] = pathname.split("/");
    const found =
      kind === "checkout"
        ? this.sessions.get(more ?? "")
        : (this.intents.get(id) ?? this.disputes.get(id));
    if (kind === "payment_intents" && id === "search") return listOf(this.search(searchParams));
    if (kind === "disputes" && !id)
      return listOf(
        [...this.disputes.values()].filter(
          (one) => one.payment_intent === searchParams.get("payment_intent"),
        ),
      );
    if (!found) return errorOf(404, { type: "invalid_request_error", code: "resource_missing" });
    if (found.object === "dispute") return Response.json(found);
    const expands = searchParams.getAll("expand[]").some((one) => one.includes("latest_charge"));
    if (found.object === "payment_intent") return Response.json(this.shown(found, expands));
    const intent = this.intents.get(found.payment_intent ?? "");
    return Response.json({
      ...found,
      payment_intent: intent && expands ? this.shown(intent, true) : found.payment_intent,
    });
  }

  private search(query: URLSearchParams): unknown[] {
    const wanted = /^metadata\['reference'\]:'([\w-]+)'$/.exec(query.get("query") ?? "")?.[1];
    return [...this.intents.values()]
      .filter(({ metadata }) => wanted !== undefined && metadata["reference"] === wanted)
      .map((intent) => this.shown(intent, true));
  }

  private shown(intent: IntentObject, expands: boolean): unknown {
    const charge = this.charges.get(intent.latest_charge ?? "");
    return { ...intent, latest_charge: expands ? (charge ?? null) : intent.latest_charge };
  }

  /** Somebody pays on the page, or tries to; gives the payment's id. `amount`: what really came in. */
  pay(sessionId: string, over: { declined?: string; amount?: number } = {}): string {
    const session = this.sessions.get(sessionId);
    if (session?.status !== "open") throw new Error("this checkout is not open");
    const { client_reference_id: reference, amount_total: amount, currency } = session;
    const intent =
      this.intents.get(session.payment_intent ?? "") ??
      newIntent({ amount, currency, metadata: { reference } }, this.nowS());
    this.intents.set(intent.id, intent);
    session.payment_intent = intent.id;
    if (over.declined) {
      this.decline(intent, over.declined);
      return intent.id;
    }
    if (this.keepsCard.has(sessionId))
      Object.assign(intent, {
        ...{
          customer: newId("cus"),
          payment_method: newId("pm"),
          setup_future_usage: "off_session",
        },
      });
    this.succeed(intent, over.amount ?? amount);
    Object.assign(session, { status: "complete", payment_status: "paid", url: null });
    this.tell("checkout.session.completed", session);
    return intent.id;
  }

  /** The checkout's time is over. */
  expire(sessionId: string): void {
    const session = this.sessions.get(sessionId);
    if (session?.status !== "open") throw new Error("this checkout is not open");
    Object.assign(session, { status: "expired", url: null });
    this.tell("checkout.session.expired", session);
  }

  /** The cardholder's bank asks for the money back; the same payment again moves its dispute on. */
  dispute(intentId: string, status: string): void {
    const intent = this.intents.get(intentId);
    const charge = this.charges.get(intent?.latest_charge ?? "");
    if (!intent || !charge) throw new Error("no such payment");
    const known = [...this.disputes.values()].find((one) => one.payment_intent === intentId);
    const { amount, currency, id } = charge;
    const fresh: DisputeObject = {
      ...{ id: newId("dp"), object: "dispute", amount, currency, charge: id, status },
      payment_intent: intentId,
    };
    const dispute = Object.assign(known ?? fresh, { status });
    charge.disputed = true;
    this.disputes.set(dispute.id, dispute);
    this.tell(known ? "charge.dispute.updated" : "charge.dispute.created", dispute);
  }

  /** An event's bytes as the service would send them, signed now. */
  notice(body: string | undefined): Notice {
    return signNotice(body ?? "", { secret: this.webhookSecret, nowS: this.nowS() });
  }

  private tell(type: string, object: unknown): void {
    const body = eventOf(type, object, this.nowS());
    this.events.push(body);
    this.onEvent?.(this.notice(body));
  }

  private nowS = (): number => Math.floor(this.now() / 1000);
}
