import { roleUrl } from "@/db/role-urls";
import type { Database } from "@/db/client";
import { openNeon } from "@/db/drivers/neon";
import { openPg } from "@/db/drivers/pg";
import { join } from "node:path";
import { openMemoryCache } from "./cache/memory";
import type { CacheStore } from "./cache/port";
import { areDevPagesOpen } from "./dev-pages";
import { type Env, readEnv } from "./env";
import { openDiskFiles } from "./files/disk";
import type { FileStore } from "./files/port";
import { openBcb } from "./integrations/exchange-rates/open-bcb";
import { openBcra } from "./integrations/exchange-rates/open-bcra";
import { openRouters } from "./integrations/mikrotik/open-routers";
import { openOidc } from "./integrations/oidc/open-oidc";
import { openCulqi } from "./integrations/payments/culqi/open-culqi";
import { openIzipay } from "./integrations/payments/izipay/open-izipay";
import { openMercadopago } from "./integrations/payments/mercadopago/open-mercadopago";
import type { GatewayName, PaymentGateway, SellerLeave } from "./integrations/payments/schema";
import { openSellerLeave } from "./integrations/payments/mercadopago/open-seller-leave";
import { openNiubiz } from "./integrations/payments/niubiz/open-niubiz";
import { openPaypal } from "./integrations/payments/paypal/open-paypal";
import { openStripe } from "./integrations/payments/stripe/open-stripe";
import { withPractice } from "./integrations/payments/with-practice";
import { openSpanExporter } from "./integrations/otlp/open-span-exporter";
import { openQstash } from "./integrations/qstash/open-qstash";
import { openResendMail } from "./integrations/resend/mail";
import { openSmtpMail } from "./integrations/smtp/mail";
import { openWhatsapp } from "./integrations/whatsapp/open-whatsapp";
import type { WhatsappApi } from "./integrations/whatsapp/schema";
import { withPractice as withPracticePhone } from "./integrations/whatsapp/with-practice";
import { openUpstashCache } from "./integrations/upstash/cache";
import { openUpstashRateLimiter } from "./integrations/upstash/rate-limiter";
import { openS3Files } from "./integrations/s3/files";
import { openErrorSink } from "./integrations/sentry/open-error-sink";
import { openGraphileQueue } from "./jobs/drivers/graphile";
import { openQstashQueue } from "./jobs/drivers/qstash";
import type { Queue } from "./jobs/queue";
import { openConsoleMail } from "./mail/console";
import { keepSent } from "./mail/outbox";
import type { MailTransport } from "./mail/port";
import type { OfficialRates } from "./modules/catalog/rates/port";
import type { RouterGateway } from "./modules/network/port";
import type { OidcProviders } from "./oidc/port";
import type { SpanExporter } from "@opentelemetry/sdk-trace-node";
import type { ErrorSink } from "./observability/report-error";
import { allowLoopbackDevices } from "./outbound/loopback-devices";
import type { RateLimiter } from "./rate-limit/port";
import { openPostgresRateLimiter } from "./rate-limit/postgres";

/** Everything that is chosen by configuration, made once per process. */
export type Composition = {
  readonly env: Env;
  readonly db: { readonly app: Database; readonly platform: Database };
  readonly queue: Queue;
  readonly files: FileStore;
  /** Through `cacheFor(ctx)` only. */
  readonly cache: CacheStore;
  /** Through `limit(ctx, …)` only. */
  readonly rateLimiter: RateLimiter;
  /** Through `sendMail(ctx, …)` only. */
  readonly mail: MailTransport;
  /** WhatsApp's Cloud API; whose number it goes by is said at each call. */
  readonly whatsapp: WhatsappApi;
  /** Payment gateways; whose account is said at each call. */
  readonly gateways: Readonly<Record<GatewayName, PaymentGateway>>;
  /** Our application at MercadoPago, by which sellers give leave; undefined: there is none. */
  readonly sellers: SellerLeave | undefined;
  /** Central banks whose exchange rates can be taken over. */
  readonly officialRates: readonly OfficialRates[];
  /** The tenants' routers; whose, and by what account, is said at each call. */
  readonly routers: RouterGateway;
  /** Accounts elsewhere with which staff may sign in. */
  readonly oidc: OidcProviders;
  /** Where traces and unexpected errors go; undefined: nowhere, and the log only. */
  readonly spanExporter: SpanExporter | undefined;
  readonly errorSink: ErrorSink | undefined;
};

const key = Symbol.for("trama.composition");
type Holder = { [key]?: Composition };

/** The process's one composition; on globalThis because main.ts and Next are two module graphs. */
export function composition(): Composition {
  return ((globalThis as Holder)[key] ??= compose(readEnv()));
}

/** Replaces the composition (tests, and the end of the process). */
export function setComposition(next: Composition | undefined): void {
  (globalThis as Holder)[key] = next;
}

/** Ports → adapters; the only place that knows vendors. */
export function compose(env: Env): Composition {
  allowLoopbackDevices(env.TRAMA_LOOPBACK_DEVICES.split(",").filter(Boolean).map(Number));
  const url = (role: "trama_app" | "trama_platform") =>
    roleUrl(env.DATABASE_URL, env.TRAMA_MASTER_KEY, role);
  const open = (databaseUrl: string, max: number) =>
    env.TRAMA_DATABASE_DRIVER === "neon"
      ? openNeon(databaseUrl, max, env.TRAMA_NEON_PROXY)
      : openPg(databaseUrl, max);
  const app = open(env.DATABASE_APP_URL ?? url("trama_app"), env.TRAMA_DATABASE_POOL);
  return {
    env,
    db: {
      app,
      platform: open(
        env.DATABASE_PLATFORM_URL ?? url("trama_platform"),
        Math.max(2, Math.ceil(env.TRAMA_DATABASE_POOL / 4)),
      ),
    },
    queue: openQueue(env, app),
    files: openFiles(env),
    ...openCounters(env, app),
    mail: openMail(env),
    whatsapp: openWhatsappOf(env),
    gateways: {
      culqi: openCulqi({ baseUrl: env.CULQI_BASE_URL }),
      izipay: openIzipay({ baseUrl: env.IZIPAY_BASE_URL }),
      mercadopago: openMercadopago({ baseUrl: env.MERCADOPAGO_BASE_URL }),
      niubiz: openNiubiz({ baseUrl: env.NIUBIZ_BASE_URL }),
      paypal: openPaypal({ baseUrl: env.PAYPAL_BASE_URL }),
      stripe: openStripeOf(env),
    },
    sellers: openSellers(env),
    officialRates: [openBcb(), openBcra()],
    routers: openRouters(),
    oidc: openOidc(env.TRAMA_OIDC_PROVIDERS),
    spanExporter:
      env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT === undefined
        ? undefined
        : openSpanExporter(env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT),
    errorSink: env.SENTRY_DSN === undefined ? undefined : openErrorSink(env.SENTRY_DSN),
  };
}

/** All three, or no application: half of one would fail a seller at the vendor's door. */
function openSellers(env: Env): SellerLeave | undefined {
  const {
    MERCADOPAGO_CLIENT_ID: clientId,
    MERCADOPAGO_CLIENT_SECRET: clientSecret,
    MERCADOPAGO_WEBHOOK_SECRET: webhookSecret,
  } = env;
  if (!clientId || !clientSecret || !webhookSecret) return undefined;
  return openSellerLeave(
    { clientId, clientSecret, webhookSecret },
    { baseUrl: env.MERCADOPAGO_BASE_URL },
  );
}

/** With the practice gateway of the demo beside it, where `npm start` runs one. */
function openStripeOf(env: Env): PaymentGateway {
  const vendor = openStripe({ baseUrl: env.STRIPE_BASE_URL });
  const baseUrl = env.TRAMA_PRACTICE_GATEWAY;
  return baseUrl === undefined ? vendor : withPractice(vendor, openStripe({ baseUrl }));
}

/** With the practice phone of the demo beside it, where `npm start` runs one. */
function openWhatsappOf(env: Env): WhatsappApi {
  const baseUrl = env.TRAMA_PRACTICE_WHATSAPP;
  const practice = baseUrl === undefined ? undefined : openWhatsapp({ baseUrl });
  return withPracticePhone(openWhatsapp({ baseUrl: env.WHATSAPP_BASE_URL }), practice);
}

function openQueue(env: Env, app: Database): Queue {
  if (env.TRAMA_QUEUE_DRIVER === "graphile") return openGraphileQueue();
  const remote = openQstash({
    baseUrl: (env.QSTASH_URL ?? "https://qstash.upstash.io").replace(/\/$/, ""),
    token: env.QSTASH_TOKEN ?? "",
    currentSigningKey: env.QSTASH_CURRENT_SIGNING_KEY ?? "",
    nextSigningKey: env.QSTASH_NEXT_SIGNING_KEY ?? "",
    production: env.NODE_ENV === "production",
  });
  const publicOrigin = `${env.TRAMA_PUBLIC_SCHEME}://${env.TRAMA_ROOT_HOST}`;
  return openQstashQueue({
    app,
    remote,
    publicOrigin,
    limitSeconds: env.TRAMA_JOB_TIME_LIMIT_SECONDS,
  });
}

function openFiles(env: Env): FileStore {
  if (env.TRAMA_FILES_DRIVER === "disk") return openDiskFiles(join(env.TRAMA_DATA, "files"));
  return openS3Files({
    endpoint: env.S3_ENDPOINT,
    region: env.S3_REGION,
    bucket: env.S3_BUCKET ?? "",
    accessKeyId: env.S3_ACCESS_KEY_ID ?? "",
    secretAccessKey: env.S3_SECRET_ACCESS_KEY ?? "",
  });
}

function openCounters(env: Env, app: Database): Pick<Composition, "cache" | "rateLimiter"> {
  if (env.TRAMA_CACHE_DRIVER === "memory")
    return { cache: openMemoryCache(), rateLimiter: openPostgresRateLimiter(app) };
  const settings = {
    url: env.UPSTASH_REDIS_REST_URL ?? "",
    token: env.UPSTASH_REDIS_REST_TOKEN ?? "",
  };
  return { cache: openUpstashCache(settings), rateLimiter: openUpstashRateLimiter(settings) };
}

function openMail(env: Env): MailTransport {
  switch (env.TRAMA_MAIL_DRIVER) {
    case "console":
      return openConsoleMail(undefined, areDevPagesOpen(env) ? keepSent : undefined);
    case "smtp":
      return openSmtpMail(env.SMTP_URL ?? "");
    case "resend":
      return openResendMail({
        ...{ apiKey: env.RESEND_API_KEY ?? "", baseUrl: env.RESEND_BASE_URL },
        ratePerSecond: env.RESEND_RATE_PER_SECOND,
      });
    default:
      return env.TRAMA_MAIL_DRIVER satisfies never;
  }
}
