import pg from "pg";
import { handleJob } from "@/server/doors/jobs";
import { composition } from "@/server/composition";
import { sweepOutbox } from "@/server/jobs/qstash/sweep-outbox";
import { startNeonStandin } from "@/standins/neon/server";
import { createQstash } from "@/standins/qstash/qstash";
import { ResendStandin } from "@/standins/resend/handler";
import { serveHandler } from "@/standins/serve-handler";
import { TEST_ACCOUNT } from "../queue-rigs/qstash-parts";
import { until } from "../queue-rigs/rig";
import { startTestS3 } from "../s3";
import { startTestUpstash } from "../upstash";
import type { Parts } from "./drivers";

const PATIENCE_MS = 300_000;

/** Neon over WebSocket, QStash, Redis of Upstash, Resend and S3, each by its stand-in. Without a redis-server: Redis stays out. */
export async function hostedParts(databaseUrl: string): Promise<Parts> {
  const neon = await startNeonStandin(new URL(databaseUrl).host);
  const upstash = await startTestUpstash();
  const s3 = await startTestS3();
  const resend = new ResendStandin();
  const resendServed = await serveHandler(resend.handle);
  const vendor = createQstash({ ...TEST_ACCOUNT, send: handleJob });
  const vendorServed = await serveHandler((request) => vendor.handle(request));
  const client = new pg.Client({ connectionString: databaseUrl });
  const ask = async (text: string, values: unknown[] = []): Promise<number> =>
    (await client.query<{ n: number }>(text, values)).rows[0]?.n ?? 0;
  const sweep = async () => {
    const { queue } = composition();
    if (queue.driver === "qstash") await sweepOutbox(queue, { unpublishedMs: 0 });
  };
  const isQuiet = async () =>
    (await ask("select count(*)::int as n from job_outbox where run_at <= now()")) === 0;
  return {
    env: {
      ...{ TRAMA_DATABASE_DRIVER: "neon", TRAMA_NEON_PROXY: neon.address },
      ...(upstash && {
        ...{ TRAMA_CACHE_DRIVER: "upstash", UPSTASH_REDIS_REST_URL: upstash.url },
        UPSTASH_REDIS_REST_TOKEN: upstash.token,
      }),
      ...{ TRAMA_QUEUE_DRIVER: "qstash", QSTASH_URL: vendorServed.url },
      ...{ QSTASH_TOKEN: TEST_ACCOUNT.token, QSTASH_NEXT_SIGNING_KEY: TEST_ACCOUNT.next },
      QSTASH_CURRENT_SIGNING_KEY: TEST_ACCOUNT.current,
      ...{ TRAMA_MAIL_DRIVER: "resend", RESEND_BASE_URL: resendServed.url },
      ...{ RESEND_API_KEY: resend.apiKey, RESEND_RATE_PER_SECOND: "500" },
      ...{ TRAMA_FILES_DRIVER: "s3", S3_ENDPOINT: s3.settings.endpoint ?? "" },
      ...{ S3_REGION: s3.settings.region, S3_BUCKET: s3.settings.bucket },
      S3_ACCESS_KEY_ID: s3.settings.accessKeyId,
      S3_SECRET_ACCESS_KEY: s3.settings.secretAccessKey,
    },
    begin: async () => void (await client.connect()),
    settle: () =>
      until(
        "the queue has nothing to bring",
        async () => {
          await vendor.deliverDue();
          if (await isQuiet()) return true;
          await sweep();
          return false;
        },
        PATIENCE_MS,
      ),
    isQuiet,
    release: async (now) => {
      await ask(
        `update job_outbox set run_at = now(), published_at = null, revision = revision + 1
         where run_at > now() and run_at <= $1`,
        [now],
      );
      await sweep();
    },
    left: () => ask("select count(*)::int as n from job_outbox"),
    mails: () => resend.sent.map(({ to, subject }) => `${to.join()} ${subject}`),
    end: async () => undefined,
    close: async () => {
      await client.end();
      await Promise.all([neon.stop(), upstash?.stop(), s3.stop(), resendServed.stop()]);
      await vendorServed.stop();
    },
  };
}
