import { z } from "zod";

/**
 * Culqi's API v2 as far as we use it (docs.culqi.com, apidocs.culqi.com). No description of the vendor's stands in
 * `../shared/specs`: these shapes are ours, from its documentation and its own libraries. Not verified against the real
 * service: the filters of the list of charges, and that a stored card may be charged without its holder.
 */

const cents = z.number().int().nonnegative();
const id = z.string().min(1);
export const culqiCurrency = z.enum(["PEN", "USD"]);
const reference = z.strictObject({ reference: z.string().min(1).max(64) });

/** `POST /orders`: a code for PagoEfectivo, banks' apps and wallets. Soles only, six at least. */
export const culqiOrderRequest = z.strictObject({
  amount: z.number().int().min(600),
  currency_code: z.literal("PEN"),
  description: z.string().min(5).max(80),
  order_number: z.string().min(1).max(64),
  client_details: z.strictObject({
    first_name: z.string().min(2).max(50),
    last_name: z.string().min(2).max(50),
    email: z.email().max(50),
    phone_number: z.string().min(5).max(15),
  }),
  /** Seconds. */
  expiration_date: z.number().int(),
  confirm: z.literal(false),
  metadata: reference,
});

export const culqiOrder = z.object({
  id,
  amount: cents,
  currency_code: z.string(),
  order_number: z.string(),
  state: z.string(),
  payment_code: z.union([z.string(), z.number()]).nullish(),
  expiration_date: z.number().nullish(),
});
export type CulqiOrder = z.output<typeof culqiOrder>;

/** `POST /charges` of what the form gave, or of a stored card. */
export const culqiChargeRequest = z.strictObject({
  amount: z.number().int().min(100),
  currency_code: culqiCurrency,
  email: z.email().max(50),
  /** `tkn_…` a card, `ype_…` Yape, `crd_…` a stored card. */
  source_id: z.string().regex(/^(?:tkn|ype|crd)_\w{4,80}$/),
  description: z.string().min(5).max(80),
  capture: z.literal(true),
  metadata: reference,
});

export const culqiCharge = z.object({
  id,
  amount: cents,
  amount_refunded: cents.default(0),
  currency_code: z.string(),
  dispute: z.boolean().nullish(),
  outcome: z.object({ type: z.string().nullish(), code: z.string().nullish() }).nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
});
export type CulqiCharge = z.output<typeof culqiCharge>;
export const culqiCharges = z.object({
  data: z.array(culqiCharge).default([]),
  paging: z
    .object({ cursors: z.object({ after: z.string().nullish() }).nullish() })
    .nullish()
    .catch(undefined),
});

/** Its holder must say yes to the bank first (3-D Secure). */
export const culqiReview = z.object({ action_code: z.literal("REVIEW") });

export const culqiCustomerRequest = z.strictObject({
  first_name: z.string().min(2).max(50),
  last_name: z.string().min(2).max(50),
  email: z.email().max(50),
  address: z.string().min(5).max(100),
  address_city: z.string().min(2).max(30),
  country_code: z.literal("PE"),
  phone_number: z.string().min(5).max(15),
});
export const culqiCustomer = z.object({ id });
export const culqiCustomers = z.object({ data: z.array(culqiCustomer).default([]) });

export const culqiCardRequest = z.strictObject({ customer_id: id, token_id: id });
export const culqiCard = z.object({
  id,
  customer_id: z.string(),
  source: z
    .object({
      last_four: z.string().nullish(),
      iin: z.object({ card_brand: z.string().nullish() }).nullish(),
    })
    .nullish(),
});
export type CulqiCard = z.output<typeof culqiCard>;

export const culqiRefundRequest = z.strictObject({
  amount: z.number().int().positive(),
  charge_id: id,
  reason: z.literal("solicitud_comprador"),
});
export const culqiRefund = z.object({ id, amount: cents });

export const culqiError = z.object({
  type: z.string().nullish(),
  charge_id: z.string().nullish(),
  code: z.string().nullish(),
  decline_code: z.string().nullish(),
});

/** An event: its object is text within the text. */
export const culqiEvent = z.object({ object: z.literal("event"), id, data: z.string() });
export const culqiEventObject = z.object({
  object: z.string(),
  id: z.string(),
  charge_id: z.string().nullish(),
});
