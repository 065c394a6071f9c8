import { z } from "zod";
import { oidcProviders } from "./integrations/oidc/schema";

const url = z.string().regex(/^[a-z][a-z0-9+.-]*:\/\/\S+$/, "must be a URL");
const base64Key = z
  .string()
  .refine(
    (text) => Buffer.from(text, "base64").length === 32,
    "must be 32 bytes in base64 (openssl rand -base64 32)",
  );
const list = z
  .string()
  .default("")
  .transform((text) =>
    text
      .split(",")
      .map((part) => part.trim())
      .filter(Boolean),
  );

/** Every variable that Trama reads. `npm start` fills the required ones for the embedded set-up. */
const schema = z.object({
  /** production | development | test; decides strictness of secrets and cookies. */
  NODE_ENV: z.enum(["production", "development", "test"]).default("development"),
  /** Port that the server listens on. */
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  /** Address that the server binds to. */
  HOST: z.string().default("127.0.0.1"),
  /** The domain under which tenants are sub-domains, with the port where it is not the scheme's own: `localhost:3000`, `trama.pe`. */
  TRAMA_ROOT_HOST: z.string().default("localhost:3000"),
  /** http or https: how browsers reach us (a proxy may end TLS). */
  TRAMA_PUBLIC_SCHEME: z.enum(["http", "https"]).default("http"),
  /** Addresses (CIDR) of reverse proxies whose `x-forwarded-for` is believed, comma-separated. Empty: nobody's. */
  TRAMA_TRUSTED_PROXIES: list,
  /** Folder for files, checkpoints and other local state. */
  TRAMA_DATA: z.string().default(".data"),
  /** Database, as its owner: migrations only. The runtime roles' URLs derive from it unless given. */
  DATABASE_URL: url,
  /** Database as `trama_app`. */
  DATABASE_APP_URL: url.optional(),
  /** Database as `trama_platform`. */
  DATABASE_PLATFORM_URL: url.optional(),
  /** Database as `trama_jobs` (graphile-worker's schema). */
  DATABASE_JOBS_URL: url.optional(),
  /** pg: TCP. neon: @neondatabase/serverless over WebSocket. */
  TRAMA_DATABASE_DRIVER: z.enum(["pg", "neon"]).default("pg"),
  /** Host:port of a local WebSocket proxy for the Neon driver (tests only). */
  TRAMA_NEON_PROXY: z.string().optional(),
  /** Connections of the runtime pool per process. */
  TRAMA_DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(20),
  /** 32 bytes in base64: wraps every tenant's data key and derives the runtime roles' passwords. Lose it and the secrets are lost. */
  TRAMA_MASTER_KEY: base64Key,
  /** The master key before the last rotation, while `npm run secrets:rotate` re-wraps. */
  TRAMA_MASTER_KEY_PREVIOUS: base64Key.optional(),
  /** Signs session cookies (next-auth). */
  NEXTAUTH_SECRET: z.string().min(32),
  /** Ed25519 private key, PKCS8 DER in base64: signs audit checkpoints. */
  TRAMA_AUDIT_SIGNING_KEY: z.string().min(40),
  /** graphile: jobs in the same Postgres. qstash: Upstash calls us back. */
  TRAMA_QUEUE_DRIVER: z.enum(["graphile", "qstash"]).default("graphile"),
  /** QStash base URL, token and both signing keys. */
  QSTASH_URL: url.optional(),
  QSTASH_TOKEN: z.string().optional(),
  QSTASH_CURRENT_SIGNING_KEY: z.string().optional(),
  QSTASH_NEXT_SIGNING_KEY: z.string().optional(),
  /** With QStash: seconds that one call of the jobs door may take where we run (a function's limit). */
  TRAMA_JOB_TIME_LIMIT_SECONDS: z.coerce.number().int().min(10).max(600).default(60),
  /** memory: in-process cache, Postgres rate limits. upstash: Redis over REST. */
  TRAMA_CACHE_DRIVER: z.enum(["memory", "upstash"]).default("memory"),
  UPSTASH_REDIS_REST_URL: url.optional(),
  UPSTASH_REDIS_REST_TOKEN: z.string().optional(),
  /** disk: under TRAMA_DATA/files. s3: any S3-compatible store. */
  TRAMA_FILES_DRIVER: z.enum(["disk", "s3"]).default("disk"),
  S3_ENDPOINT: url.optional(),
  S3_REGION: z.string().default("us-east-1"),
  S3_BUCKET: z.string().optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  /** console: prints mails. smtp, resend: sends them. */
  TRAMA_MAIL_DRIVER: z.enum(["console", "smtp", "resend"]).default("console"),
  /** smtp://user:password@host:587 */
  SMTP_URL: url.optional(),
  RESEND_API_KEY: z.string().optional(),
  RESEND_BASE_URL: url.optional(),
  /** Mails a second that Resend lets the account send; 2 unless they raised it. */
  RESEND_RATE_PER_SECOND: z.coerce.number().positive().default(2),
  /** Where WhatsApp's Cloud API is, for a stand-in; absent: the vendor's own. */
  WHATSAPP_BASE_URL: url.optional(),
  /** Where the payment gateways are, for their stand-ins; absent: the vendors' own. */
  CULQI_BASE_URL: url.optional(),
  IZIPAY_BASE_URL: url.optional(),
  MERCADOPAGO_BASE_URL: url.optional(),
  /** The platform's application at MercadoPago, by which companies give leave; all three, or none. Redirect URI to register there: `<scheme>://<root host>/api/mercadopago/callback`. */
  MERCADOPAGO_CLIENT_ID: z.string().optional(),
  MERCADOPAGO_CLIENT_SECRET: z.string().optional(),
  MERCADOPAGO_WEBHOOK_SECRET: z.string().optional(),
  NIUBIZ_BASE_URL: url.optional(),
  PAYPAL_BASE_URL: url.optional(),
  STRIPE_BASE_URL: url.optional(),
  /** Sender of the platform's own mails. */
  TRAMA_MAIL_FROM: z.string().default("Trama <no-reply@localhost>"),
  /** Sentry-compatible DSN; empty: errors stay in the log. */
  SENTRY_DSN: url.optional(),
  /** OTLP/HTTP endpoint for traces, e.g. http://127.0.0.1:4318/v1/traces */
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: url.optional(),
  /** Bearer token that /api/metrics asks for; empty: loopback only. */
  TRAMA_METRICS_TOKEN: z.string().optional(),
  /** Token that /api/internal/tls-ask wants as `?token=` (a proxy's `ask` can send nothing else); empty: loopback only. */
  TRAMA_TLS_ASK_TOKEN: z.string().min(20).optional(),
  /** Style of maps (MapLibre, https). Absent: a plain ground with a graticule, which asks nobody for anything. */
  TRAMA_MAP_STYLE_URL: z.url({ protocol: /^https$/ }).optional(),
  /** More https origins that the style draws from (tiles, glyphs), comma-separated. */
  TRAMA_MAP_ORIGINS: z.string().default(""),
  /** Accounts elsewhere with which staff may sign in: JSON `[{id,label,issuer,clientId,clientSecret}]`; absent: none. Callback to register there: `<scheme>://<root host>/api/oidc/callback`. */
  TRAMA_OIDC_PROVIDERS: oidcProviders,
  /** Ports of this machine, comma-separated, where device clients may find the demo's practice routers; `npm start` sets it. */
  TRAMA_LOOPBACK_DEVICES: z
    .string()
    .regex(/^(?:\d{4,5}(?:,|$))*$/)
    .default(""),
  /** Where the demo's practice gateway is, on this machine only; accounts with its key go there. `npm start` sets it. */
  TRAMA_PRACTICE_GATEWAY: z
    .string()
    .regex(/^http:\/\/127\.0\.0\.1:\d{4,5}$/)
    .optional(),
  /** Where the demo's practice phone is, on this machine only; WhatsApp numbers with its key go there. `npm start` sets it. */
  TRAMA_PRACTICE_WHATSAPP: z
    .string()
    .regex(/^http:\/\/127\.0\.0\.1:\d{4,5}$/)
    .optional(),
  /** Multiplies the doors' call budgets (server/doors/spend-budget.ts); benchmarks raise it. */
  TRAMA_RATE_LIMIT_SCALE: z.coerce.number().positive().default(1),
  /** `1`: Next in development mode inside main.ts. */
  TRAMA_DEV: z.enum(["0", "1"]).default("0"),
  /** `1`: pages for developers (/dev/…: messages that were not really sent) in production too, for a demo; `0`: nowhere. Unset: anywhere but production. */
  TRAMA_DEV_PAGES: z.enum(["0", "1"]).optional(),
});

export type Env = z.output<typeof schema>;

/** Reads and checks the environment; throws one clear sentence that names every variable at fault. */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const result = schema.safeParse(given);
  if (result.success) return requireDriverVariables(result.data);
  const faults = result.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return given[name] === undefined ? `${name} is missing` : `${name} ${issue.message}`;
  });
  throw new Error(`Environment: ${faults.join("; ")}. See server/env.ts for what each one is.`);
}

const needs: [(env: Env) => boolean, (keyof Env)[]][] = [
  [
    (env) => env.TRAMA_QUEUE_DRIVER === "qstash",
    ["QSTASH_TOKEN", "QSTASH_CURRENT_SIGNING_KEY", "QSTASH_NEXT_SIGNING_KEY"],
  ],
  [
    (env) => env.TRAMA_CACHE_DRIVER === "upstash",
    ["UPSTASH_REDIS_REST_URL", "UPSTASH_REDIS_REST_TOKEN"],
  ],
  [
    (env) => env.TRAMA_FILES_DRIVER === "s3",
    ["S3_BUCKET", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"],
  ],
  [(env) => env.TRAMA_MAIL_DRIVER === "smtp", ["SMTP_URL"]],
  [(env) => env.TRAMA_MAIL_DRIVER === "resend", ["RESEND_API_KEY"]],
];

function requireDriverVariables(env: Env): Env {
  const missing = needs.flatMap(([applies, names]) =>
    applies(env) ? names.filter((name) => env[name] === undefined) : [],
  );
  if (missing.length > 0)
    throw new Error(
      `Environment: ${missing.join(", ")} missing for the chosen drivers. See server/env.ts.`,
    );
  return env;
}
