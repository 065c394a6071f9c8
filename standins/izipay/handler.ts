import {
  izipayPaymentRequest,
  izipayRefundRequest,
  izipayTokenRequest,
} from "@/server/integrations/payments/izipay/schema";
import { type Fault, never } from "../late-answer";
import { FORM_JS, no, yes } from "./answers";
import { type IzipayNotice, signNotice } from "./notices";
import { newDebit, newToken, type OrderObject, shown, type TransactionObject } from "./objects";

/** The ways of the shop, as far as its contract goes. */
const SHOP = ["CARDS", "YAPE", "PLIN", "PAGOEFECTIVO"];

/**
 * Izipay for one shop, as far as a tenant uses it: forms, payments, stored cards, refunds; it keeps no key of ours and
 * answers 200 to everything. Every request is held to our schemas; notices are signed with the password. Faults on demand.
 */
export class IzipayStandin {
  readonly shopId = "12345678";
  readonly password = "testpassword_standin";
  readonly publicKey = "12345678:testpublickey_standin";
  readonly orders = new Map<string, OrderObject>();
  /** Stored cards that say no, with the code. */
  readonly declining = new Map<string, string>();
  readonly notices: { url: string | undefined; notice: IzipayNotice }[] = [];
  onNotice: ((url: string | undefined, notice: IzipayNotice) => void) | undefined;
  private readonly forms = new Map<string, string>();
  /** The ways that each form shows. */
  readonly shown = new Map<string, readonly string[]>();
  private readonly cards = new Set<string>();
  readonly forgotten = new Set<string>();
  private readonly faults: Fault[] = [];

  /** The next changing requests go wrong, in this order. */
  fail(...faults: Fault[]): void {
    this.faults.push(...faults);
  }

  readonly handle = async (request: Request): Promise<Response> => {
    const { pathname, searchParams } = new URL(request.url);
    const open = { "access-control-allow-origin": "*" };
    if (pathname.endsWith("kr-payment-form.min.js"))
      return new Response(FORM_JS, { headers: { "content-type": "text/javascript", ...open } });
    if (pathname === "/standin/pay") {
      const orderId = this.forms.get(searchParams.get("token") ?? "") ?? "";
      this.pay(orderId, searchParams.has("declined") ? "51" : undefined);
      return Response.json({ orderDetails: { orderId } }, { headers: open });
    }
    const basic = Buffer.from(`${this.shopId}:${this.password}`).toString("base64");
    if (request.headers.get("authorization") !== `Basic ${basic}`) return no("INT_905");
    const operation = pathname.replace("/api-payment/V4/", "");
    const body: unknown = await request.json().catch(() => undefined);
    if (operation.endsWith("/Get")) return this.read(operation, body as Record<string, string>);
    const fault = this.faults.shift();
    if (fault && "status" in fault) return new Response("{}", { status: fault.status });
    if (fault?.silent === "before") return never();
    const answer = this.change(operation, body);
    return fault ? never() : answer;
  };

  private change(operation: string, body: unknown): Response {
    if (operation === "Charge/CreatePayment") return this.create(body);
    if (operation === "Transaction/CancelOrRefund") return this.giveBack(body);
    return operation === "Token/Cancel" ? this.forget(body) : no("INT_001");
  }

  private forget(body: unknown): Response {
    const { data } = izipayTokenRequest.safeParse(body);
    if (!data) return no("INT_012");
    const { paymentMethodToken: token } = data;
    if (this.forgotten.has(token)) return no("PSP_033");
    if (!this.cards.delete(token)) return no("PSP_030");
    this.forgotten.add(token);
    return yes({ responseCode: 0, _type: "V4/Common/ResponseCodeAnswer" });
  }

  private create(body: unknown): Response {
    const { data } = izipayPaymentRequest.safeParse(body);
    if (!data) return no("INT_012");
    const { orderId, amount, currency } = data;
    const order: OrderObject = this.orders.get(orderId) ?? {
      ...{ orderId, amount, currency, registers: data.formAction === "REGISTER_PAY" },
      ...{ notifyUrl: data.ipnTargetUrl, transactions: [] },
    };
    this.orders.set(orderId, order);
    if (data.formAction === "SILENT") return this.charge(order, data.paymentMethodToken ?? "");
    const shown = currency === "PEN" ? SHOP : SHOP.slice(0, 1);
    if (data.paymentMethods?.some((one) => !shown.includes(one))) return no("INT_012");
    const formToken = newToken();
    this.forms.set(formToken, orderId);
    this.shown.set(formToken, data.paymentMethods ?? shown);
    return yes({ formToken });
  }

  private charge(order: OrderObject, token: string): Response {
    if (!this.cards.has(token)) return no("PSP_030");
    this.settle(order, this.declining.get(token));
    return yes(shown(order));
  }

  private settle(order: OrderObject, code: string | undefined): void {
    const refused = {
      status: "UNPAID",
      detailedStatus: "REFUSED",
      errorCode: code ?? null,
    } as const;
    const token = order.registers && !code ? newToken() : null;
    if (token) this.cards.add(token);
    order.transactions.push(newDebit(order, code ? refused : { paymentMethodToken: token }));
    this.tell(order);
  }

  private giveBack(body: unknown): Response {
    const { data } = izipayRefundRequest.safeParse(body);
    const { order, transaction } = this.transactionOf(data?.uuid ?? "");
    if (!data || !order || !transaction) return no("PSP_010");
    const gone = order.transactions.filter(({ operationType }) => operationType === "CREDIT");
    const left = transaction.amount - gone.reduce((all, { amount }) => all + amount, 0);
    if (data.amount > left) return no("PSP_100");
    const credit = newDebit(order, { operationType: "CREDIT", amount: data.amount });
    order.transactions.push(credit);
    this.tell(order);
    return yes(credit);
  }

  private transactionOf(uuid: string): { order?: OrderObject; transaction?: TransactionObject } {
    for (const order of this.orders.values())
      for (const transaction of order.transactions)
        if (transaction.uuid === uuid) return { order, transaction };
    return {};
  }

  private read(operation: string, body: Record<string, string> | undefined): Response {
    if (operation === "Transaction/Get") {
      const { transaction } = this.transactionOf(body?.["uuid"] ?? "");
      return transaction ? yes(transaction) : no("PSP_010");
    }
    const order = this.orders.get(body?.["orderId"] ?? "");
    return order && order.transactions.length > 0 ? yes(shown(order)) : no("PSP_010");
  }

  /** Somebody pays in the form, or tries to. */
  pay(orderId: string, code?: string): void {
    const order = this.orders.get(orderId);
    if (!order) throw new Error("no such order");
    this.settle(order, code);
  }

  private tell(order: OrderObject): void {
    const notice = signNotice(shown(order), this.password);
    this.notices.push({ url: order.notifyUrl, notice });
    this.onNotice?.(order.notifyUrl, notice);
  }
}
