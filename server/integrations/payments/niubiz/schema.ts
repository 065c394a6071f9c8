import { z } from "zod";

/**
 * Niubiz (VisaNet Perú) as far as we use it, from its developers' pages (desarrolladores.niubiz.com.pe: API Pagos,
 * Consultas, Devoluciones) and public integrations. No description of the vendor's stands in `../shared/specs`: these
 * shapes are ours. Not verified against the real service: that a query tells `externalTransactionId` again, what a query of
 * refunds answers, and that a stored card is charged on the channel `recurrent`.
 */

export const niubizCurrency = z.enum(["PEN", "USD"]);
/** Major units, as a decimal number. */
const amount = z.number().positive();
/** Theirs is at most twelve digits, and each is good for one sale. */
const purchaseNumber = z.string().regex(/^[1-9]\d{0,11}$/);
const text = z.union([z.string(), z.number()]).transform(String);

/** `POST api.ecommerce/v2/ecommerce/token/session/{merchantId}`: what its checkout is opened with. */
export const niubizSessionRequest = z.strictObject({
  channel: z.enum(["web", "paycard"]),
  amount,
  antifraud: z.strictObject({
    clientIp: z.string().min(1),
    /** What it weighs the risk by: the payer's address, document, whether they are known, and since when. */
    merchantDefineData: z.strictObject({
      MDD4: z.string(),
      MDD21: z.string(),
      MDD32: z.string(),
      MDD75: z.string(),
      MDD77: z.string(),
    }),
  }),
});
export const niubizSession = z.object({
  sessionKey: z.string().min(1),
  expirationTime: z.number().optional(),
});

const order = { purchaseNumber, amount, currency: niubizCurrency, externalTransactionId: z.uuid() };
/** `POST api.authorization/v3/authorization/ecommerce/{merchantId}`: of what its form gave, or of a stored card. */
export const niubizSaleRequest = z.discriminatedUnion("channel", [
  z.strictObject({
    ...{ channel: z.literal("web"), captureType: z.literal("manual"), countable: z.literal(true) },
    order: z.strictObject({ ...order, tokenId: z.string().min(1) }),
  }),
  z.strictObject({
    channel: z.literal("recurrent"),
    ...{ captureType: z.literal("manual"), countable: z.literal(true) },
    order: z.strictObject(order),
    card: z.strictObject({ tokenId: z.string().min(1) }),
    cardHolder: z.strictObject({ email: z.email() }).optional(),
  }),
]);

const facts = z.object({
  STATUS: z.string().nullish(),
  ACTION_CODE: z.string().nullish(),
  TRANSACTION_ID: text.nullish(),
  BRAND: z.string().nullish(),
  CARD: z.string().nullish(),
});
/** A sale as the answer to it and every query tell it. */
export const niubizSale = z.object({
  order: z.object({
    purchaseNumber: text,
    amount: z.number(),
    currency: z.string(),
    transactionId: text.nullish(),
    externalTransactionId: z.string().nullish(),
  }),
  dataMap: facts,
});
export type NiubizSale = z.output<typeof niubizSale>;

/** `GET api.ecommerce/v2/ecommerce/token/card/{merchantId}/{transactionToken}`: keeps the card that the form was given. */
export const niubizCard = z.object({
  token: z.object({ tokenId: text, expireOn: z.string().nullish() }),
  card: z
    .object({
      brand: z.string().nullish(),
      cardNumber: z.string().nullish(),
      expirationMonth: text.nullish(),
      expirationYear: text.nullish(),
    })
    .nullish(),
});
export type NiubizCard = z.output<typeof niubizCard>;

/** `POST api.refund/v1/refund/{merchantId}/{transactionId}`. */
export const niubizRefundRequest = z.strictObject({
  ruc: z.string().regex(/^\d{11}$/),
  comment: z.string().min(1).max(100),
  externalReferenceId: z.string().regex(/^\d{1,20}$/),
  amount,
});
export const niubizRefund = z.object({
  errorCode: z.literal(0),
  data: z.object({ CODERROR: z.literal("100"), CODIGODEVOLUCION: text.nullish() }),
});
/** `GET api.refund/v1/queryRefund/{merchantId}`; `P` asked for, `S` given, `E` refused, `T` nobody knows. */
export const niubizRefunds = z.object({
  data: z
    .array(
      z.object({
        transactionId: text,
        externalReferenceId: text.nullish(),
        amount: z.number(),
        status: z.string().nullish(),
      }),
    )
    .default([]),
});
export type NiubizRefunds = z.output<typeof niubizRefunds>["data"];

/** A no comes as HTTP 400, with the bank's own facts where it was the bank's. */
export const niubizError = z.object({
  errorCode: z.union([z.number(), z.string()]).nullish(),
  data: z
    .looseObject({
      ...facts.shape,
      CODERROR: text.nullish(),
    })
    .nullish()
    .catch(undefined),
});
