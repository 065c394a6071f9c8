import { randomBytes } from "node:crypto";
import type { OrderRequest } from "@/server/integrations/payments/paypal/schema";

/** As the service's ids look: 17 capitals and digits. */
export const newId = (): string => randomBytes(9).toString("hex").slice(0, 17).toUpperCase();

/** Objects as the service keeps them: only the fields that we use, named and shaped as it does. */
export type Money = { currency_code: string; value: string };
export type RefundObject = { id: string; status: string; amount: Money; capture: string };
export type CaptureObject = {
  id: string;
  status: string;
  status_details?: { reason: string };
  amount: Money;
  custom_id: string;
  invoice_id: string;
  supplementary_data: { related_ids: { order_id: string } };
};
export type OrderObject = {
  id: string;
  status: "PAYER_ACTION_REQUIRED" | "APPROVED" | "COMPLETED";
  request: OrderRequest;
  captures: CaptureObject[];
  refunds: RefundObject[];
  /** What was kept of the payer's account. */
  vaulted: string | undefined;
  /** Of the payer's funds: the reason why not. */
  declining: string | undefined;
  /** What really comes in; undefined: what was asked for. */
  amount: string | undefined;
};
export type DisputeObject = {
  dispute_id: string;
  status: string;
  dispute_outcome?: { outcome_code: string };
  disputed_transactions: { seller_transaction_id: string }[];
};

export const newOrder = (request: OrderRequest): OrderObject => ({
  ...{ id: newId(), status: "PAYER_ACTION_REQUIRED", request, captures: [], refunds: [] },
  ...{ vaulted: undefined, declining: undefined, amount: undefined },
});

export function newCapture(order: OrderObject): CaptureObject {
  const [unit] = order.request.purchase_units;
  if (!unit) throw new Error("an order without a unit");
  return {
    ...{ id: newId(), status: "COMPLETED", custom_id: unit.custom_id, invoice_id: unit.invoice_id },
    amount: { ...unit.amount, ...(order.amount !== undefined && { value: order.amount }) },
    supplementary_data: { related_ids: { order_id: order.id } },
  };
}

/** An order as it is shown. */
export function shown(order: OrderObject, origin: string): unknown {
  const { id, status, captures, refunds, vaulted } = order;
  const refundsShown = refunds.map(({ id: of, status: now, amount }) => ({
    id: of,
    status: now,
    amount,
  }));
  const units = order.request.purchase_units.map((unit) => ({
    ...{ ...unit, reference_id: "default" },
    ...(captures.length > 0 && { payments: { captures, refunds: refundsShown } }),
  }));
  const vault = { id: vaulted, status: "VAULTED", customer: { id: "customer_1" } };
  const link = (rel: string, path: string) => ({ rel, href: `${origin}${path}`, method: "GET" });
  return {
    ...{ id, status, intent: "CAPTURE", purchase_units: units },
    payment_source: {
      paypal: {
        ...{ email_address: "payer@mail.example", account_id: "QYR5Z8XDVJNXQ" },
        ...(vaulted !== undefined && { attributes: { vault } }),
      },
    },
    links: [
      link("self", `/v2/checkout/orders/${id}`),
      ...(status === "COMPLETED" ? [] : [link("payer-action", `/checkoutnow?token=${id}`)]),
    ],
  };
}
