import { randomBytes } from "node:crypto";

export const newId = (prefix: string): string =>
  `${prefix}_test_${randomBytes(8).toString("hex").slice(0, 16)}`;

/** Objects as the service keeps them: only the fields that we use, named and shaped as it does. */
export type OrderObject = {
  object: "order";
  id: string;
  amount: number;
  currency_code: string;
  order_number: string;
  state: string;
  payment_code: string;
  expiration_date: number;
};
export type ChargeObject = {
  object: "charge";
  id: string;
  creation_date: number;
  amount: number;
  amount_refunded: number;
  currency_code: string;
  email: string;
  dispute: boolean;
  outcome: { type: string; code: string };
  metadata: Record<string, string>;
  source: { id: string };
};
export type TokenObject = { id: string; declined: string | undefined; spent: boolean };
export type CardObject = {
  object: "card";
  id: string;
  customer_id: string;
  source: { last_four: string; iin: { card_brand: string } };
};
