import { z } from "zod";

const id = z.union([z.string(), z.number().int()]).transform(String);
const amount = z.number().nonnegative();
/** Countries' money that MercadoPago takes. */
const CURRENCIES = "ARS BRL MXN CLP COP PEN UYU BOB PYG USD CRC DOP HNL NIO GTQ VES".split(" ");
export const mercadopagoCurrency = z.string().refine((code) => CURRENCIES.includes(code));

/** `POST /checkout/preferences`, as far as we use it. */
export const preferenceRequest = z.strictObject({
  items: z
    .array(
      z.strictObject({
        id: z.string(),
        title: z.string().min(1).max(256),
        quantity: z.literal(1),
        /** Major units, as a decimal: never cents. */
        unit_price: z.number().positive(),
        currency_id: mercadopagoCurrency,
      }),
    )
    .length(1),
  payer: z.strictObject({ email: z.email() }).optional(),
  back_urls: z.strictObject({ success: z.url(), pending: z.url(), failure: z.url() }),
  auto_return: z.literal("approved").optional(),
  external_reference: z.string().min(1).max(64),
  notification_url: z.url(),
  expires: z.literal(true),
  expiration_date_to: z.iso.datetime({ offset: true }),
  date_of_expiration: z.iso.datetime({ offset: true }).optional(),
  payment_methods: z
    .strictObject({
      excluded_payment_methods: z.array(z.strictObject({ id: z.string() })).optional(),
      excluded_payment_types: z.array(z.strictObject({ id: z.string() })).optional(),
    })
    .optional(),
});
export type PreferenceRequest = z.output<typeof preferenceRequest>;

export const preference = z.object({
  id: z.string().min(1),
  init_point: z.url(),
  sandbox_init_point: z.url().optional(),
});

export const mercadopagoPayment = z.object({
  id,
  status: z.string(),
  status_detail: z.string().nullish(),
  currency_id: z.string(),
  transaction_amount: amount,
  transaction_amount_refunded: amount.nullish(),
  external_reference: z.string().nullish(),
  /** Absent: not real money, as far as anybody has said. */
  live_mode: z.boolean().nullish(),
  date_of_expiration: z.iso.datetime({ offset: true }).nullish().catch(undefined),
  transaction_details: z.object({ external_resource_url: z.string().nullish() }).nullish(),
});
export type MercadopagoPayment = z.output<typeof mercadopagoPayment>;

export const paymentSearch = z.object({ results: z.array(mercadopagoPayment) });

/** `POST /v1/payments/{id}/refunds`. */
export const mercadopagoRefundRequest = z.strictObject({ amount: z.number().positive() });
export const mercadopagoRefund = z.object({
  id,
  amount,
  status: z.enum(["approved", "in_process", "rejected"]).nullish(),
});

/** Its payments are told as ids or as objects. */
export const mercadopagoChargeback = z.object({
  id,
  payments: z
    .array(z.union([id, z.looseObject({ id }).transform((payment) => payment.id)]))
    .default([]),
});

export const mercadopagoError = z.object({
  error: z.string().nullish(),
  message: z.string().nullish(),
  cause: z
    .array(z.looseObject({ code: z.union([z.string(), z.number()]).nullish() }))
    .nullish()
    .catch(undefined),
});

/** `POST /oauth/token`. */
export const tokenRequest = z.discriminatedUnion("grant_type", [
  z.strictObject({
    ...{ client_id: z.string().min(1), client_secret: z.string().min(1) },
    grant_type: z.literal("authorization_code"),
    ...{
      code: z.string().min(1),
      redirect_uri: z.url(),
      code_verifier: z.string().min(43).max(128),
    },
  }),
  z.strictObject({
    ...{ client_id: z.string().min(1), client_secret: z.string().min(1) },
    grant_type: z.literal("refresh_token"),
    refresh_token: z.string().min(1),
  }),
]);

export const tokenAnswer = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expires_in: z.number().int().positive(),
  user_id: id,
  live_mode: z.boolean().nullish(),
});

/** A notice. Nothing of it is signed but the id in the address. */
export const mercadopagoNotice = z.object({
  id,
  type: z.string(),
  action: z.string().optional(),
  live_mode: z.boolean().optional(),
  user_id: id.optional(),
  data: z.object({ id }),
});
