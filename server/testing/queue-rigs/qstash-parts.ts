import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { composition } from "@/server/composition";
import { handleJob } from "@/server/doors/jobs";
import { send, toRequest } from "@/server/http/node-bridge";
import { openQstash } from "@/server/integrations/qstash/open-qstash";
import { openQstashQueue } from "@/server/jobs/drivers/qstash";
import type { OutsideQueue } from "@/server/jobs/queue";

export const TEST_ACCOUNT = { token: "test-token", current: "sig_current", next: "sig_next" };

/** The QStash driver against a stand-in; one second for a job, so that a lease ends within a test. */
export function openTestQstash(baseUrl: string, publicOrigin: string): OutsideQueue {
  const remote = openQstash({
    baseUrl,
    token: TEST_ACCOUNT.token,
    currentSigningKey: TEST_ACCOUNT.current,
    nextSigningKey: TEST_ACCOUNT.next,
    production: false,
  });
  return openQstashQueue({ app: composition().db.app, remote, publicOrigin, limitSeconds: 1 });
}

/** The jobs door on a socket of its own. Closed, it waits for the jobs that run: what they still publish is theirs, not the next test's. */
export async function serveDoor(port = 0): Promise<{ port: number; close(): Promise<void> }> {
  const running = new Set<Promise<unknown>>();
  const server = createServer((req, res) => {
    const { signal } = new AbortController();
    const job = handleJob(toRequest(req, { scheme: "http", maxBodyBytes: 20_000, signal }))
      .then((answer) => send(res, answer))
      .catch(() => res.destroy())
      .finally(() => running.delete(job));
    running.add(job);
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await Promise.all(running);
    },
  };
}
