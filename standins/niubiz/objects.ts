import { randomInt } from "node:crypto";

/** Objects as the service keeps them: only the fields that we use, named and shaped as it does. */
export type SaleObject = {
  order: {
    purchaseNumber: string;
    amount: number;
    currency: string;
    externalTransactionId: string;
    transactionId: string;
    transactionDate: string;
  };
  dataMap: {
    STATUS: "Authorized" | "Not Authorized" | "Voided" | "Review";
    ACTION_CODE: string;
    TRANSACTION_ID: string;
    BRAND: string;
    CARD: string;
  };
};
export type RefundObject = {
  transactionId: string;
  externalReferenceId: string;
  amount: number;
  status: "P" | "S" | "E";
};
/** What the form in the browser gave; each is good for one sale. */
export type FormToken = { declined: string | undefined; spent: boolean; cardToken: string };

/** As the service's ids look: fifteen digits. */
export const newId = (): string => `9932${randomInt(10_000_000_000, 99_999_999_999)}`;

export const newSale = (
  order: Omit<SaleObject["order"], "transactionId" | "transactionDate">,
  refused: string | undefined,
): SaleObject => {
  const transactionId = newId();
  return {
    order: { ...order, transactionId, transactionDate: "261121220000" },
    dataMap: {
      ...{ STATUS: refused ? "Not Authorized" : "Authorized", ACTION_CODE: refused ?? "000" },
      ...{ TRANSACTION_ID: transactionId, BRAND: "visa", CARD: "455170******8329" },
    },
  };
};
