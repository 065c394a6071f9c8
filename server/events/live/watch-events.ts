import { composition } from "@/server/composition";
import { log } from "@/server/log";

type Listener = {
  /** A tenant's chain has grown. */
  onTenant(tenantId: string): void;
  /** Notifications may have been lost, or there are none: look everywhere. */
  onMaybeMissed(): void;
};

/** Without LISTEN every chain is looked at this often. */
const POLL_MS = 1_000;
/** With it, in case a pooler swallows notifications. */
const SAFETY_POLL_MS = 5_000;
const RETRY_MS = 1_000;

/** Watches all chains until the returned function is called: by LISTEN where the driver keeps a session, else by polling. */
export function watchEvents(listener: Listener): () => void {
  let stopped = false;
  let release: (() => void) | undefined;
  let retry: NodeJS.Timeout | undefined;
  const connect = async () => {
    release = await listen(listener, () => {
      release = undefined;
      if (!stopped) retry = setTimeout(() => void attempt(), RETRY_MS);
    });
    listener.onMaybeMissed();
    if (stopped) release();
  };
  const attempt = () =>
    connect().catch((error: unknown) => {
      log.warn({ err: error }, "LISTEN failed; live updates poll");
      if (!stopped) retry = setTimeout(() => void attempt(), RETRY_MS);
    });
  if (composition().env.TRAMA_DATABASE_DRIVER === "pg") void attempt();
  let sinceSafetyMs = 0;
  const poll = setInterval(() => {
    sinceSafetyMs = release ? sinceSafetyMs + POLL_MS : SAFETY_POLL_MS;
    if (sinceSafetyMs < SAFETY_POLL_MS) return;
    sinceSafetyMs = 0;
    listener.onMaybeMissed();
  }, POLL_MS);
  poll.unref();
  return () => {
    stopped = true;
    clearInterval(poll);
    clearTimeout(retry);
    release?.();
  };
}

/** Takes one connection of the pool for LISTEN; the payload is `tenant:seq`. Returns how to give it back. */
async function listen(listener: Listener, onLost: () => void): Promise<() => void> {
  const client = await composition().db.app.pool.connect();
  let held = true;
  const release = () => {
    if (held) client.release(true);
    held = false;
  };
  client.on("notification", ({ payload = "" }) => listener.onTenant(payload.slice(0, 36)));
  client.on("error", () => {
    release();
    onLost();
  });
  await client.query("listen trama_events");
  return release;
}
