import { randomBytes, randomUUID } from "node:crypto";

/** Objects as the service keeps them: only the fields that we use, named and shaped as it does. */
export type TransactionObject = {
  uuid: string;
  amount: number;
  currency: string;
  status: "PAID" | "UNPAID" | "RUNNING";
  detailedStatus: string;
  operationType: "DEBIT" | "CREDIT";
  errorCode: string | null;
  paymentMethodToken: string | null;
  orderDetails: { orderId: string };
  transactionDetails: { cardDetails: object };
};
export type OrderObject = {
  orderId: string;
  amount: number;
  currency: string;
  registers: boolean;
  notifyUrl: string | undefined;
  transactions: TransactionObject[];
};

export const newToken = (): string => randomBytes(16).toString("hex");

export const newDebit = (
  order: OrderObject,
  over: Partial<TransactionObject>,
): TransactionObject => ({
  ...{ uuid: randomUUID().replaceAll("-", ""), amount: order.amount, currency: order.currency },
  ...{ status: "PAID", detailedStatus: "CAPTURED", operationType: "DEBIT", errorCode: null },
  ...{ paymentMethodToken: null, orderDetails: { orderId: order.orderId } },
  transactionDetails: {
    cardDetails: {
      effectiveBrand: "VISA",
      pan: "497010XXXXXX0055",
      expiryMonth: 8,
      expiryYear: 2030,
    },
  },
  ...over,
});

/** A payment as `Order/Get` and notices tell it. */
export function shown(order: OrderObject): unknown {
  const paid = order.transactions.some(({ status }) => status === "PAID");
  return {
    ...{ shopId: "12345678", orderCycle: "CLOSED", orderStatus: paid ? "PAID" : "UNPAID" },
    orderDetails: {
      ...{ orderId: order.orderId, orderTotalAmount: order.amount, mode: "TEST" },
      ...{ orderEffectiveAmount: order.amount, orderCurrency: order.currency },
    },
    customer: { email: "ana@mail.example" },
    transactions: order.transactions.toReversed(),
  };
}
