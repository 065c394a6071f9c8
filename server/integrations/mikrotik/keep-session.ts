import { setTimeout as sleep } from "node:timers/promises";
import { BACKOFF, type Backoff, backoffMs } from "./backoff";
import { RouterAborted, RouterClosed } from "./errors";
import { openSession } from "./open-session";
import type { KeptSession, RouterSession, SessionOptions } from "./schema";

const STEADY_MS = 30_000;

export type KeepOptions = {
  /** Closed after this long without use; default ten minutes. */
  readonly idleMs?: number;
  /** A use waits this long for the backoff to be over; default 2 s. What is longer is refused at once. */
  readonly patienceMs?: number;
  readonly backoff?: Backoff;
  readonly random?: () => number;
};

/**
 * At most one session to this router, one use after another. It is opened at the first use, again at the first use after
 * it was lost, and after failures in a row not before a backoff is over: until then a use is refused with RouterClosed
 * (backoff, `retryAfterMs`, the failure as cause) without touching the router. What was under way when it was lost is
 * never run again: only the caller knows whether it may be.
 * `settings` is asked at each opening, so that credentials need not be held and a name is resolved anew.
 */
export function keepSession(
  settings: SessionOptions | (() => Promise<SessionOptions>),
  options: KeepOptions = {},
): KeptSession {
  return new Keeper(typeof settings === "function" ? settings : async () => settings, options);
}

class Keeper implements KeptSession {
  readonly #settings: () => Promise<SessionOptions>;
  readonly #options: KeepOptions;
  /** Ends what is opening or waiting when the keeper is closed. */
  readonly #shut = new AbortController();
  #session: RouterSession | undefined;
  #tail: Promise<unknown> = Promise.resolve();
  #idle: NodeJS.Timeout | undefined;
  /** The session that was idle, until its connection is gone: never two at a time. */
  #leaving: Promise<void> | undefined;
  #failures = 0;
  #failure: unknown;
  #notBefore = 0;

  constructor(settings: () => Promise<SessionOptions>, options: KeepOptions) {
    this.#settings = settings;
    this.#options = options;
  }

  async use<T>(
    work: (session: RouterSession) => Promise<T>,
    { signal }: { readonly signal?: AbortSignal } = {},
  ): Promise<T> {
    let begun = false;
    const turn = this.#tail.then(() =>
      this.#serve((session) => {
        begun = true;
        return work(session);
      }, signal),
    );
    this.#tail = turn.catch(() => undefined);
    return signal ? untilAborted(turn, signal, () => begun) : turn;
  }

  async close(): Promise<void> {
    this.#shut.abort(new RouterClosed("closed"));
    clearTimeout(this.#idle);
    await this.#session?.close();
    await this.#leaving;
    await this.#tail;
  }

  async #serve<T>(
    work: (session: RouterSession) => Promise<T>,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    this.#refuse(signal);
    clearTimeout(this.#idle);
    const session = this.#session ?? (await this.#open(signal));
    try {
      this.#refuse(signal);
      return await work(session);
    } finally {
      this.#rest(session);
    }
  }

  #refuse(signal: AbortSignal | undefined): void {
    if (this.#shut.signal.aborted) throw new RouterClosed("closed");
    if (signal?.aborted) throw new RouterAborted("session", false);
  }

  async #open(signal: AbortSignal | undefined): Promise<RouterSession> {
    await this.#waitForTurn(signal);
    await this.#leaving;
    const settings = await this.#settings();
    const signals = [this.#shut.signal, settings.signal].filter((one) => one !== undefined);
    try {
      const session = await openSession({ ...settings, signal: AbortSignal.any(signals) });
      const openedAtMs = Date.now();
      this.#session = session;
      void session.closed.then((closed) => this.#lost(closed, openedAtMs));
      return session;
    } catch (error) {
      this.#failed(error);
      throw error;
    }
  }

  #failed(error: unknown): void {
    this.#failures += 1;
    this.#failure = error;
    const { random = Math.random, backoff = BACKOFF } = this.#options;
    this.#notBefore = Date.now() + backoffMs(this.#failures, error, random(), backoff);
  }

  /** A session that is lost soon after its login is a failure too: a router that drops each one is not stormed. */
  #lost(closed: RouterClosed, openedAtMs: number): void {
    this.#session = undefined;
    clearTimeout(this.#idle);
    if (closed.reason === "closed" || Date.now() - openedAtMs >= STEADY_MS) this.#failures = 0;
    else this.#failed(closed);
  }

  async #waitForTurn(signal: AbortSignal | undefined): Promise<void> {
    const waitMs = this.#failures === 0 ? 0 : this.#notBefore - Date.now();
    if (waitMs <= 0) return;
    if (waitMs > (this.#options.patienceMs ?? 2_000))
      throw new RouterClosed("backoff", { retryAfterMs: waitMs, cause: this.#failure });
    const signals = [this.#shut.signal, signal].filter((one) => one !== undefined);
    await sleep(waitMs, undefined, { signal: AbortSignal.any(signals) }).catch(() => undefined);
    this.#refuse(signal);
  }

  #rest(session: RouterSession): void {
    if (this.#session !== session) return;
    this.#idle = setTimeout(() => {
      this.#leaving = session.close();
    }, this.#options.idleMs ?? 600_000);
    this.#idle.unref();
  }
}

/** The caller stops waiting; its turn, once begun, still ends before the next one. */
function untilAborted<T>(turn: Promise<T>, signal: AbortSignal, begun: () => boolean): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const stop = () => aborted.reject(new RouterAborted("session", begun()));
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  return Promise.race([turn, aborted.promise]).finally(() =>
    signal.removeEventListener("abort", stop),
  );
}
