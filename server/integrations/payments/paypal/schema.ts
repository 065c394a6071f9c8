import { z } from "zod";

/**
 * PayPal's REST API as far as we use it: orders v2, payments v2, disputes v1, webhooks v1 (developer.paypal.com/api). No
 * description of the vendor's stands in `../shared/specs`: these shapes are ours, from its published documentation.
 */

/** Money that PayPal takes and counts in as many digits as we do (HUF and TWD it counts in whole ones). */
const CURRENCIES =
  "AUD BRL CAD CHF CZK DKK EUR GBP HKD ILS JPY MXN MYR NOK NZD PHP PLN SEK SGD THB USD".split(" ");
export const paypalCurrency = z.string().refine((code) => CURRENCIES.includes(code));

/** A decimal text of major units. */
const money = z.object({
  currency_code: z.string(),
  value: z.string().regex(/^\d{1,12}(?:\.\d{1,3})?$/),
});
const sent = z.strictObject({ ...money.shape, currency_code: paypalCurrency });
const id = z.string().min(1);

const purchaseUnit = z.strictObject({
  /** Ours; it comes back on the capture. */
  custom_id: z.string().min(1).max(127),
  /** Ours too: an account may be set to take each only once. */
  invoice_id: z.string().min(1).max(127),
  description: z.string().min(1).max(127),
  amount: sent,
});

/** `POST /v2/checkout/orders`: a page on which somebody pays, or a charge of what is kept. */
export const orderRequest = z.strictObject({
  intent: z.literal("CAPTURE"),
  purchase_units: z.array(purchaseUnit).length(1),
  payment_source: z.strictObject({
    paypal: z.union([
      z.strictObject({ vault_id: id }),
      z.strictObject({
        experience_context: z.strictObject({
          return_url: z.url(),
          cancel_url: z.url(),
          user_action: z.literal("PAY_NOW"),
          shipping_preference: z.literal("NO_SHIPPING"),
        }),
        attributes: z
          .strictObject({
            vault: z.strictObject({
              store_in_vault: z.literal("ON_SUCCESS"),
              usage_type: z.literal("MERCHANT"),
              customer_type: z.literal("CONSUMER"),
            }),
          })
          .optional(),
      }),
    ]),
  }),
});
export type OrderRequest = z.output<typeof orderRequest>;

/** `POST /v2/payments/captures/{id}/refund`. */
export const paypalRefundRequest = z.strictObject({ amount: sent });

export const paypalRefund = z.object({ id, status: z.string(), amount: money.optional() });

export const paypalCapture = z.object({
  id,
  status: z.string(),
  status_details: z.object({ reason: z.string().optional() }).nullish(),
  amount: money,
  custom_id: z.string().optional(),
  supplementary_data: z
    .object({ related_ids: z.object({ order_id: z.string().optional() }).optional() })
    .nullish(),
});
export type PaypalCapture = z.output<typeof paypalCapture>;

export const paypalOrder = z.object({
  id,
  status: z.string(),
  purchase_units: z
    .array(
      z.object({
        custom_id: z.string().optional(),
        amount: money.optional(),
        payments: z
          .object({
            captures: z.array(paypalCapture).default([]),
            refunds: z.array(paypalRefund).default([]),
          })
          .optional(),
      }),
    )
    .default([]),
  payment_source: z
    .object({
      paypal: z
        .object({
          attributes: z
            .object({
              vault: z
                .object({
                  id: z.string().optional(),
                  status: z.string().optional(),
                  customer: z.object({ id: z.string().optional() }).optional(),
                })
                .optional(),
            })
            .optional(),
        })
        .optional(),
    })
    .optional(),
  links: z.array(z.object({ rel: z.string(), href: z.url() })).default([]),
});
export type PaypalOrder = z.output<typeof paypalOrder>;

export const paypalDispute = z.object({
  dispute_id: id,
  status: z.string().default("OPEN"),
  dispute_outcome: z.object({ outcome_code: z.string().optional() }).nullish(),
  disputed_transactions: z
    .array(z.object({ seller_transaction_id: z.string().optional() }))
    .default([]),
});
export type PaypalDispute = z.output<typeof paypalDispute>;
export const paypalDisputes = z.object({ items: z.array(paypalDispute).default([]) });

export const paypalToken = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().int().positive(),
});

export const paypalError = z.object({
  name: z.string().optional(),
  details: z.array(z.object({ issue: z.string() })).default([]),
});

/** An event. Its object is asked for by the id that its kind is known by. */
export const paypalEvent = z.object({
  id,
  event_type: z.string(),
  resource_type: z.string(),
  resource: z.object({
    id: z.string().optional(),
    dispute_id: z.string().optional(),
    links: z.array(z.object({ rel: z.string(), href: z.string() })).default([]),
  }),
});
