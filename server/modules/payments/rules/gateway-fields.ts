/** What connecting an account with a gateway asks for; each is sealed and never shown again. */
export const GATEWAY_FIELDS = {
  stripe: ["secretKey", "webhookSecret"],
  mercadopago: ["accessToken", "webhookSecret"],
  culqi: ["publicKey", "secretKey", "webhookSecret"],
  izipay: ["shopId", "password", "publicKey"],
  niubiz: ["merchantId", "user", "password", "ruc"],
  paypal: ["clientId", "clientSecret", "webhookId"],
} as const;

/** Gateways that a tenant connects by typing its keys. */
export const CONNECTABLE = [
  "mercadopago",
  "stripe",
  "culqi",
  "izipay",
  "niubiz",
  "paypal",
] as const;
export type Connectable = (typeof CONNECTABLE)[number];

/** How a key that takes real money begins, where the vendor says so by its first letters. */
type Shape = { field: string; live: RegExp; test: RegExp };
/** PayPal's and Niubiz's keys of both modes look alike; the wrong ones are refused by the host of the other. */
const MODES: Readonly<Partial<Record<Connectable, Shape>>> = {
  stripe: { field: "secretKey", live: /^[sr]k_live_/, test: /^[sr]k_test_/ },
  // A seller's test key and a live one begin alike since 2024; only the old test keys can be told.
  mercadopago: { field: "accessToken", live: /^APP_USR-/, test: /^(?:TEST|APP_USR)-/ },
  culqi: { field: "secretKey", live: /^sk_live_/, test: /^sk_test_/ },
  izipay: { field: "password", live: /^prodpassword_/, test: /^testpassword_/ },
};

/** The field whose key is of the other mode, or of no shape that the vendor gives; undefined: it fits. */
export function misfit(
  provider: Connectable,
  mode: "live" | "test",
  credentials: Readonly<Record<string, string>>,
): string | undefined {
  const rule = MODES[provider];
  if (!rule) return undefined;
  return rule[mode].test(credentials[rule.field] ?? "") ? undefined : rule.field;
}
