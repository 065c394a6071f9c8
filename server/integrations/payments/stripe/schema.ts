import { z } from "zod";

/** The version that our schemas are held to; sent with every call. */
export const STRIPE_VERSION = "2026-07-29.dahlia";

const minor = z.number().int().nonnegative();
const metadata = z.record(z.string(), z.string()).nullish();

const wayToPay = z.enum(["card", "pix", "boleto", "oxxo", "customer_balance"]);

/** `POST /v1/customers`: for a transfer to their balance. */
export const stripeCustomerRequest = z.strictObject({
  email: z.email().optional(),
  metadata: z.strictObject({ reference: z.string() }),
});
export const stripeCustomer = z.object({ id: z.string().startsWith("cus_") });

/** `POST /v1/checkout/sessions`, as far as we use it. */
export const checkoutSessionRequest = z.strictObject({
  mode: z.literal("payment"),
  line_items: z
    .array(
      z.strictObject({
        price_data: z.strictObject({
          currency: z.string().regex(/^[a-z]{3}$/),
          unit_amount: z.number().int().positive().max(99_999_999),
          product_data: z.strictObject({ name: z.string().min(1).max(250) }),
        }),
        quantity: z.literal(1),
      }),
    )
    .length(1),
  client_reference_id: z.string().min(1).max(200),
  success_url: z.url(),
  cancel_url: z.url(),
  expires_at: z.number().int(),
  customer_email: z.email().optional(),
  customer_creation: z.literal("always").optional(),
  customer: z.string().startsWith("cus_").optional(),
  payment_method_types: z.array(wayToPay).min(1).optional(),
  excluded_payment_method_types: z.array(wayToPay).min(1).optional(),
  payment_method_options: z
    .strictObject({
      pix: z.strictObject({ expires_after_seconds: z.number().int().min(10).max(1_209_600) }),
      boleto: z.strictObject({ expires_after_days: z.number().int().min(0).max(60) }),
      oxxo: z.strictObject({ expires_after_days: z.number().int().min(1).max(7) }),
      customer_balance: z.strictObject({
        funding_type: z.literal("bank_transfer"),
        bank_transfer: z.strictObject({ type: z.literal("mx_bank_transfer") }),
      }),
    })
    .partial()
    .optional(),
  payment_intent_data: z.strictObject({
    description: z.string().max(1000),
    metadata: z.strictObject({ reference: z.string() }),
    setup_future_usage: z.literal("off_session").optional(),
  }),
});
export type CheckoutSessionRequest = z.output<typeof checkoutSessionRequest>;

/** `POST /v1/payment_intents` of a kept card. */
export const paymentIntentRequest = z.strictObject({
  amount: z.number().int().positive(),
  currency: z.string().regex(/^[a-z]{3}$/),
  customer: z.string(),
  payment_method: z.string(),
  off_session: z.literal(true),
  confirm: z.literal(true),
  description: z.string().max(1000),
  metadata: z.strictObject({ reference: z.string() }),
});
export type PaymentIntentRequest = z.output<typeof paymentIntentRequest>;

/** `POST /v1/refunds`. */
export const stripeRefundRequest = z.strictObject({
  payment_intent: z.string(),
  amount: z.number().int().positive(),
});

const stripeCharge = z.object({
  id: z.string(),
  amount_refunded: minor.default(0),
  refunded: z.boolean().default(false),
  disputed: z.boolean().default(false),
  payment_method_details: z
    .object({
      card: z
        .object({
          brand: z.string().nullish(),
          last4: z.string().nullish(),
          exp_month: z.number().int(),
          exp_year: z.number().int(),
        })
        .nullish(),
    })
    .nullish(),
});

export const paymentIntent = z.object({
  id: z.string().startsWith("pi_"),
  object: z.literal("payment_intent"),
  amount: minor,
  amount_received: minor.default(0),
  currency: z.string(),
  status: z.string(),
  livemode: z.boolean(),
  metadata,
  customer: z.string().nullish(),
  payment_method: z.string().nullish(),
  setup_future_usage: z.string().nullish(),
  last_payment_error: z
    .object({ code: z.string().nullish(), decline_code: z.string().nullish() })
    .nullish(),
  next_action: z
    .looseObject({
      type: z.string(),
      oxxo_display_details: z
        .object({
          hosted_voucher_url: z.string().nullish(),
          number: z.string().nullish(),
          expires_after: z.number().int().nullish(),
        })
        .nullish(),
      boleto_display_details: z
        .object({
          hosted_voucher_url: z.string().nullish(),
          number: z.string().nullish(),
          expires_at: z.number().int().nullish(),
        })
        .nullish(),
      display_bank_transfer_instructions: z
        .object({
          hosted_instructions_url: z.string().nullish(),
          financial_addresses: z
            .array(z.object({ spei: z.object({ clabe: z.string() }).nullish() }))
            .nullish(),
        })
        .nullish(),
      pix_display_qr_code: z
        .object({
          hosted_instructions_url: z.string().nullish(),
          data: z.string().nullish(),
          expires_at: z.number().int().nullish(),
        })
        .nullish(),
    })
    .nullish(),
  /** Expanded on our demand. */
  latest_charge: stripeCharge.nullish().catch(undefined),
});
export type PaymentIntent = z.output<typeof paymentIntent>;

export const checkoutSession = z.object({
  id: z.string().startsWith("cs_"),
  object: z.literal("checkout.session"),
  status: z.enum(["open", "complete", "expired"]).nullish(),
  payment_status: z.string().optional(),
  url: z.string().nullish(),
  client_reference_id: z.string().nullish(),
  livemode: z.boolean(),
  amount_total: minor.nullish(),
  currency: z.string().nullish(),
  /** Its id where it was not asked to be expanded. */
  payment_intent: z.union([paymentIntent, z.string()]).nullish(),
});
export type CheckoutSession = z.output<typeof checkoutSession>;

export const stripeList = <T extends z.ZodType>(item: T) =>
  z.object({ object: z.string(), data: z.array(item) });

export const stripeDispute = z.object({
  id: z.string(),
  status: z.string(),
  payment_intent: z.string().nullish(),
});

export const stripeRefund = z.object({
  id: z.string(),
  amount: minor,
  status: z.string().nullish(),
});

/** `POST /v1/payment_methods/{id}/detach`: a card that belongs to no customer any more. */
export const stripeDetached = z.object({ id: z.string(), customer: z.null() });

/** Every refusal. */
export const stripeError = z.object({
  error: z.object({
    type: z.string(),
    code: z.string().nullish(),
    decline_code: z.string().nullish(),
    param: z.string().nullish(),
    payment_intent: paymentIntent.nullish().catch(undefined),
  }),
});

/** A notice: only what says which object to ask for. */
export const stripeEvent = z.object({
  id: z.string().startsWith("evt_"),
  object: z.literal("event"),
  type: z.string(),
  livemode: z.boolean(),
  account: z.string().optional(),
  data: z.object({
    object: z.looseObject({
      id: z.string(),
      object: z.string(),
      payment_intent: z.unknown().optional(),
    }),
  }),
});
