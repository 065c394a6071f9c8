import { sql } from "drizzle-orm";
import { type Composition, composition, setComposition } from "@/server/composition";
import { sweepOutbox } from "@/server/jobs/qstash/sweep-outbox";
import type { OutsideQueue } from "@/server/jobs/queue";
import { createQstash, type Qstash } from "@/standins/qstash/qstash";
import { serveQstash } from "@/standins/qstash/serve";
import { openTestQstash, serveDoor, TEST_ACCOUNT } from "./qstash-parts";
import type { QueueRig } from "./rig";
import { spawnVictim } from "./spawn-victim";

export type QstashRig = QueueRig & {
  readonly vendor: () => Qstash;
  readonly queue: () => OutsideQueue;
};

/** QStash's stand-in and our door, each on a socket; the sweeper runs as fast as a test needs. */
export function qstashRig(): QstashRig {
  let real: Composition;
  let vendor: Qstash;
  let vendorSocket: Awaited<ReturnType<typeof serveQstash>>;
  let queue: OutsideQueue;
  let doorPort = 0;
  let door: Awaited<ReturnType<typeof serveDoor>> | undefined;
  let sweeper: NodeJS.Timeout | undefined;
  let sweeping: Promise<unknown> | undefined;
  return {
    driver: "qstash",
    vendor: () => vendor,
    queue: () => queue,
    open: async () => {
      real = composition();
      vendor = createQstash(TEST_ACCOUNT);
      vendorSocket = await serveQstash(vendor);
      const free = await serveDoor();
      doorPort = free.port;
      await free.close();
      queue = openTestQstash(vendorSocket.url, `http://127.0.0.1:${doorPort}`);
      setComposition({ ...real, queue });
    },
    close: async () => {
      await vendorSocket.close();
      setComposition(real);
    },
    startWorking: async () => {
      door = await serveDoor(doorPort);
      sweeper = setInterval(() => {
        comeBackSoon(vendor);
        sweeping ??= sweepOutbox(queue, { unpublishedMs: 200 })
          .catch(() => undefined)
          .finally(() => (sweeping = undefined));
      }, 200);
    },
    stopWorking: async () => {
      clearInterval(sweeper);
      await Promise.all([sweeping, door?.close()]);
      door = undefined;
    },
    spawnVictim: () =>
      spawnVictim({ VICTIM_DOOR_PORT: String(doorPort), VICTIM_QSTASH_URL: vendorSocket.url }),
    waiting: async (tenantId) => {
      const { rows } = await real.db.app.transaction(tenantId, (tx) =>
        tx.execute<{ n: number }>(
          sql`select count(*)::int as n from job_outbox where tenant_id = ${tenantId} and name like 'test.%'`,
        ),
      );
      return rows[0]?.n ?? 0;
    },
  };
}

/** A vendor that found nobody at the door would come back in 12 s; a test cannot wait that long. */
function comeBackSoon({ state }: Qstash): void {
  for (const message of state.messages.values())
    if (message.retried > 0 && message.notBefore > state.now() + 10_000)
      message.notBefore = state.now();
}
