import pg from "pg";
import { roleUrl } from "@/db/role-urls";
import { composition, setComposition } from "@/server/composition";
import { runGraphileWorker } from "@/server/jobs/graphile/run-worker";
import type { RunningWorker } from "@/server/jobs/worker";
import { openConsoleMail } from "@/server/mail/console";
import type { SentMessage } from "@/server/mail/outbox";
import { until } from "../queue-rigs/rig";
import type { Parts } from "./drivers";

const PATIENCE_MS = 300_000;
const JOBS = "graphile_worker._private_jobs";

/** PostgreSQL by TCP with graphile-worker in this process, memory, the disk, mail to the console. */
export async function embeddedParts(): Promise<Parts> {
  let worker: RunningWorker | undefined;
  let client: pg.Client | undefined;
  const mails: string[] = [];
  const ask = async (text: string, values: unknown[] = []): Promise<number> => {
    const result = await client?.query<{ n: number }>(text, values);
    return result?.rows[0]?.n ?? 0;
  };
  const isQuiet = async () =>
    (await ask(`select count(*)::int as n from ${JOBS} where run_at <= now()`)) === 0;
  return {
    env: {},
    begin: async () => {
      const { env } = composition();
      // Kept instead of printed.
      const keep = ({ to, subject }: SentMessage) => void mails.push(`${to} ${subject}`);
      setComposition({ ...composition(), mail: openConsoleMail(() => undefined, keep) });
      if (!client) {
        const { DATABASE_URL, TRAMA_MASTER_KEY } = env;
        const connectionString = roleUrl(DATABASE_URL, TRAMA_MASTER_KEY, "trama_jobs");
        client = new pg.Client({ connectionString });
        await client.connect();
      }
      worker = await runGraphileWorker({ schedules: false, householdMs: 200 });
    },
    settle: () => until("the worker has nothing to do", isQuiet, PATIENCE_MS),
    isQuiet,
    release: async (now) => {
      await ask(`update ${JOBS} set run_at = now() where run_at > now() and run_at <= $1`, [now]);
      await ask(`select pg_notify('jobs:insert', '{"count":10}')`);
    },
    left: () => ask(`select count(*)::int as n from ${JOBS}`),
    mails: () => mails,
    end: async () => {
      await worker?.stop(10_000);
      worker = undefined;
    },
    close: async () => {
      await client?.end();
    },
  };
}
