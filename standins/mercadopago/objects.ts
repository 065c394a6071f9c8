import { randomInt } from "node:crypto";
import type { PreferenceRequest } from "@/server/integrations/payments/mercadopago/schema";

/** Objects as the service keeps them: only the fields that we use, named and shaped as it does. */
export type PreferenceObject = PreferenceRequest & {
  id: string;
  init_point: string;
  sandbox_init_point: string;
  date_created: string;
  collector_id: number;
};
export type PaymentObject = {
  id: number;
  date_created: string;
  date_of_expiration: string | null;
  payment_type_id: string;
  payment_method_id: string;
  status: string;
  status_detail: string;
  currency_id: string;
  transaction_amount: number;
  transaction_amount_refunded: number;
  external_reference: string;
  live_mode: boolean;
  transaction_details: { external_resource_url: string | null };
};
export type ChargebackObject = {
  id: string;
  payments: { id: number }[];
  currency: string;
  amount: number;
  coverage_applied: boolean;
  documentation_required: boolean;
};

export const newNumber = (): number => randomInt(1_000_000_000, 9_999_999_999);

export function newPreference(
  request: PreferenceRequest,
  { origin, sellerId, at }: { origin: string; sellerId: number; at: Date },
): PreferenceObject {
  const id = `${sellerId}-${newNumber()}`;
  const page = `${origin}/pay/${id}`;
  return {
    ...{ ...request, id, init_point: page, sandbox_init_point: page },
    ...{ date_created: at.toISOString(), collector_id: sellerId },
  };
}

export function newPayment(of: PreferenceObject, at: Date): PaymentObject {
  const [item] = of.items;
  return {
    ...{ id: newNumber(), date_created: at.toISOString(), date_of_expiration: null },
    ...{ payment_type_id: "credit_card", payment_method_id: "visa" },
    ...{ status: "approved", status_detail: "accredited", live_mode: false },
    currency_id: item?.currency_id ?? "",
    transaction_amount: item?.unit_price ?? 0,
    transaction_amount_refunded: 0,
    external_reference: of.external_reference,
    transaction_details: { external_resource_url: null },
  };
}
