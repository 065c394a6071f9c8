import type { VendorCtx } from "@/server/outbound/types";

/** What a gateway may be able to do; its row of the capability matrix says which of them it does. */
export const CELLS = [
  "create",
  "confirm",
  "lookUp",
  "refund",
  "tokenCharge",
  "forgetCard",
  "autopay",
  "notification",
] as const;
export type Cell = (typeof CELLS)[number];

/** Gateways that there is an adapter for. */
export const GATEWAYS = ["culqi", "izipay", "mercadopago", "niubiz", "paypal", "stripe"] as const;
export type GatewayName = (typeof GATEWAYS)[number];

/** Ways in which somebody pays, by the names that they have in their countries. */
export const PAY_METHODS = [
  ...(["card", "paypal", "yape", "plin", "bankApp", "pagoefectivo", "pix", "boleto"] as const),
  ...(["oxxo", "spei", "pse", "efecty", "rapipago", "pagofacil", "khipu"] as const),
  ...(["abitab", "redpagos"] as const),
] as const;
export type PayMethod = (typeof PAY_METHODS)[number];

/** What a gateway can ask for. Each adapter's own says where its vendor has it from. */
export type MethodTable = {
  /** In every country and all money that it takes. */
  readonly everywhere: readonly PayMethod[];
  /** By country (ISO 3166-1 alpha-2) and currency. */
  readonly local: Readonly<Record<string, Readonly<Record<string, readonly PayMethod[]>>>>;
};

/** Days that somebody who took a code or a slip has to go and pay it. */
export const VOUCHER_DAYS = { least: 1, usual: 2, most: 7 } as const;

/** All ways of a gateway in a country, in that money. */
export const methodsOf = (table: MethodTable, country: string, currency: string): PayMethod[] => [
  ...table.everywhere,
  ...(table.local[country]?.[currency] ?? []),
];

/** A tenant's account with a gateway, opened for a call: in memory only. */
export type GatewayAccount = {
  readonly integrationId: string;
  /** The gateway's own id of the account, where its notices name it; empty: not known. */
  readonly accountId: string;
  /** Real money; test money never pays a real invoice. */
  readonly live: boolean;
  readonly secrets: Readonly<Record<string, string>>;
  /** Where it is (ISO 3166-1 alpha-2); undefined: nobody knows, and its page offers what it has. */
  readonly country?: string;
  /** Ways to pay that the tenant does not want there. */
  readonly methodsOff?: readonly PayMethod[];
  /** Days that a code or a slip is good, where the gateway lets us say. */
  readonly voucherDays?: number;
};

/**
 * Where a charge stands. `pending`: not decided, or a voucher that waits to be paid. `disputed`: the bank has asked for
 * the money back and nothing is decided; `chargedBack`: it has taken it.
 */
export type ChargeStatus =
  | "pending"
  | "approved"
  | "rejected"
  | "expired"
  | "cancelled"
  | "partiallyRefunded"
  | "refunded"
  | "disputed"
  | "chargedBack";

/** A card that the gateway keeps for us; the number is never ours. */
export type KeptCard = {
  /** The gateway's own ids of the customer and of the card. */
  customer: string;
  token: string;
  brand: string;
  last4: string;
  /** The last month in which it is good: `2030-08`; empty: the gateway does not say. */
  expiresOn: string;
};

/** A charge as the gateway itself tells it when asked. Amounts in minor units. */
export type Charge = {
  id: string;
  status: ChargeStatus;
  amountMinor: number;
  currency: string;
  refundedMinor: number;
  /** Our own reference as the gateway kept it; empty: it has none. */
  reference: string;
  live: boolean;
  /** The gateway's code for why not, or what it waits for. */
  detail: string;
  /** Of cash and bank vouchers. */
  voucherUrl: string | undefined;
  /** What is told at the counter or typed in the bank's app. */
  voucherCode?: string | undefined;
  expiresAt: Date | undefined;
  card: KeptCard | undefined;
  /** Its payer agreed and the money comes by our word only: what `confirm` is to be given. */
  awaits?: URLSearchParams | undefined;
};

/** Asks for a page on which somebody pays. */
export type CheckoutRequest = {
  /** Ours: the same reference is the same checkout, however often it is asked for. At most 64 characters. */
  reference: string;
  amountMinor: number;
  currency: string;
  title: string;
  email: string | undefined;
  /** Who pays, for gateways that ask for more than an address; undefined: not known. */
  payer?: { name: string; phone: string; city: string } | undefined;
  /** Where the browser goes afterwards; what it brings back proves nothing. */
  returnUrl: string;
  cancelUrl: string;
  /** Our own page for gateways that have none, where their form stands. */
  formUrl?: string | undefined;
  /** Where the gateway's notices go, for those that take it with the request. */
  notifyUrl: string;
  /** The same on every try; half an hour to a day from the first, which every gateway takes. */
  expiresAt: Date;
  /** Keep the card for charges without the customer. */
  keepCard: boolean;
};
export type Checkout = { id: string; url: string };

/** What a returning browser is held against: what was asked for, and the gateway's own id of it. */
export type Confirming = Pick<
  CheckoutRequest,
  "reference" | "amountMinor" | "currency" | "title" | "email" | "payer" | "keepCard" | "expiresAt"
> & { checkoutId: string };

/** A form of the gateway's: its script, what our few lines tell it, and the origins that it needs. */
export type PayForm = {
  scriptUrl: string;
  /** What the script's own element must carry. */
  scriptAttributes?: Readonly<Record<string, string>>;
  /** Origins of frames, styles and calls of the form, for the page's policy. */
  origins: readonly string[];
  /** Runs after the script, with `data` and `pay(fields)`, which posts what came back. */
  start: string;
  data: Readonly<Record<string, unknown>>;
};

/** A charge of a kept card, without the customer. */
export type TokenCharge = Pick<
  CheckoutRequest,
  "reference" | "amountMinor" | "currency" | "title" | "email"
> & {
  card: Pick<KeptCard, "customer" | "token">;
};

export type RefundRequest = {
  chargeId: string;
  amountMinor: number;
  currency: string;
  /** The same key is the same refund. */
  key: string;
  /**
   * What had gone back of the charge before this refund: who gives refunds gives one after another. A gateway that keeps
   * no key of ours is asked first whether more than this has gone back already.
   */
  refundedMinor: number;
};
export type Refund = {
  id: string;
  amountMinor: number;
  status: "pending" | "succeeded" | "failed";
};

/** What to ask the gateway about. */
export type Subject =
  | { kind: "charge"; id: string }
  /** All charges of one checkout. */
  | { kind: "checkout"; id: string }
  /** All charges that carry our reference: when an answer never came. */
  | { kind: "reference"; reference: string; amountMinor?: number | undefined }
  | { kind: "dispute"; id: string };

/** What came to the door, byte for byte. */
export type RawNotice = {
  raw: Uint8Array;
  headers: Pick<Headers, "get">;
  query: URLSearchParams;
  now: Date;
};

/** What a notice says: nothing but that it is worth asking. `subject` undefined: not about money of ours. */
export type Hint = {
  /** The gateway's own id of the notice: the same key is the same notice. */
  key: string;
  /** The gateway's own id of the account that it is for; empty: it names none. */
  accountId: string;
  live: boolean;
  subject: Subject | undefined;
};

/** One gateway as the product knows it. What it cannot do is absent. Calls throw `GatewayProblem`; reads may throw `Unavailable`. */
export type PaymentGateway = {
  readonly name: GatewayName;
  /** What it can ask for, by country and currency; `create` asks for precisely that, less what is switched off. */
  readonly methods: MethodTable;
  create(ctx: VendorCtx, account: GatewayAccount, request: CheckoutRequest): Promise<Checkout>;
  /**
   * What the gateway says of the charge with which the browser came back; undefined: the browser names none. What only our
   * word completes is completed here: a capture, the charge of what the gateway's form on our page gave. `asked` is what
   * was asked for; amounts never come from the browser.
   */
  confirm(
    ctx: VendorCtx,
    account: GatewayAccount,
    returned: URLSearchParams,
    asked: Confirming,
  ): Promise<Charge | undefined>;
  /** `confirm` takes money that nobody else takes: not to be asked for what was paid otherwise meanwhile. */
  readonly completes?: true;
  /** A read: nothing is charged by it, whoever asks about whatever. */
  lookUp(ctx: VendorCtx, account: GatewayAccount, subject: Subject): Promise<Charge[]>;
  refund(ctx: VendorCtx, account: GatewayAccount, request: RefundRequest): Promise<Refund>;
  tokenCharge?(ctx: VendorCtx, account: GatewayAccount, request: TokenCharge): Promise<Charge>;
  /**
   * It cannot be searched by our reference: a charge that was not answered for is asked for again, which under its key is
   * the same charge, for so long and no longer.
   */
  readonly keyLastsMs?: number;
  /** Has the gateway keep a card no longer, as often as it is asked; one that it does not know is forgotten already. */
  forgetCard?(
    ctx: VendorCtx,
    account: GatewayAccount,
    card: Pick<KeptCard, "customer" | "token">,
  ): Promise<void>;
  /** The gateway's form on our page, where it has no page of its own. */
  form?(ctx: VendorCtx, account: GatewayAccount, asked: Confirming): Promise<PayForm>;
  /** Fetches what `readNotice` verifies with, where a notice names it; never from elsewhere than the gateway. */
  learnKey?(ctx: VendorCtx, account: GatewayAccount, headers: Pick<Headers, "get">): Promise<void>;
  /** Absent: it sends no notices, and is asked. Verified over the bytes; throws `Unauthenticated` (not the gateway's) or `Invalid` (signed, yet unreadable). */
  readNotice?(account: GatewayAccount, notice: RawNotice): Hint;
};

/** What a seller's leave consists of. A refresh gives a new pair and makes the old one worthless. */
export type SellerTokens = {
  accessToken: string;
  refreshToken: string;
  expiresAt: Date;
  /** The seller's own id, as notices name it. */
  accountId: string;
  live: boolean;
};

export type SellerGrant =
  | { code: string; redirectUri: string; verifier: string }
  /** Rotates: keep the answer in the same transaction that holds the row locked. */
  | { refreshToken: string };

/** Our application at MercadoPago, by which sellers give us leave. */
export type SellerLeave = {
  /** What its notices are signed with, whoever the seller is. */
  readonly webhookSecret: string;
  /** Where a seller says yes. */
  url(given: { state: string; redirectUri: string; verifier: string }): string;
  /** Throws `GatewayProblem`. */
  take(
    ctx: VendorCtx & { now: Date },
    integrationId: string,
    grant: SellerGrant,
  ): Promise<SellerTokens>;
};

/** Which cells a gateway has: read from the adapter, so that the matrix cannot claim more than there is. */
export const cellsOf = (gateway: PaymentGateway): Cell[] =>
  CELLS.filter((cell) => {
    if (cell === "notification") return "readNotice" in gateway;
    return gateway[cell === "autopay" ? "tokenCharge" : cell] !== undefined;
  });

/**
 * A gateway's no, understood. `refused`: for good, nothing was charged; `retry`: surely not seen, ask again later;
 * `unknown`: it may have happened, only the gateway knows: ask it before anything else.
 */
export class GatewayProblem extends Error {
  constructor(
    readonly course: "refused" | "retry" | "unknown",
    /** A short code: the gateway's own, or `outcome_unknown`, `unavailable`, `credentials`. */
    readonly reason: string,
    options?: { cause?: unknown },
  ) {
    super(`gateway ${course}: ${reason}`, options);
    this.name = "GatewayProblem";
  }
}
