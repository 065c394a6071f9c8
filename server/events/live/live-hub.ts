import { Forbidden, TooManyRequests, Unauthenticated, Unavailable } from "@/server/kernel/errors";
import { log } from "@/server/log";
import { maySeeEvent } from "../event-permission";
import type { EventRow } from "../stated-event";
import { liveActors, sessionKey } from "./live-actors";
import { HEARTBEAT, OPENING } from "./live-chunk";
import { type LiveCtx, LiveConnection, type Sink } from "./live-connection";
import { TenantFeed } from "./tenant-feed";
import { watchEvents } from "./watch-events";

/** How many streams may be open, and how often they are looked after. */
export type LiveLimits = {
  perTenant: number;
  perSession: number;
  heartbeatMs: number;
  /** Sessions, keys and roles are asked for anew this often; a revocation that is a fact ends a stream at once. */
  recheckMs: number;
};

const LIMITS: LiveLimits = {
  perTenant: 5_000,
  perSession: 6,
  heartbeatMs: 20_000,
  recheckMs: 10_000,
};

/** Facts after which the actors are asked for anew at once. */
const TOUCHES_ACTORS = /^(session|apiKey|member|customRole|team|impersonation|tenant)\./;

/** Every live stream of the process. */
export class LiveHub {
  readonly #feeds = new Map<string, TenantFeed>();
  readonly #sessions = new Map<string, number>();
  #stopWatching: (() => void) | undefined;
  #timers: NodeJS.Timeout[] = [];

  constructor(readonly limits: LiveLimits = LIMITS) {}

  /** Streams that are open now. */
  get size(): number {
    return [...this.#feeds.values()].reduce((sum, feed) => sum + feed.open, 0);
  }

  /**
   * Opens a stream for the actor into `sink`, from the fact after `lastEventId` on, or from now. `ready` is called once
   * it is admitted and before the first byte. Throws `Unauthenticated`, `Forbidden`, `TooManyRequests`, `Unavailable`.
   * Returns how to leave; call it when the client is gone.
   */
  async open(
    ctx: LiveCtx,
    sink: Sink,
    lastEventId: number | undefined,
    ready: () => void = () => undefined,
  ): Promise<() => void> {
    if (ctx.actor.kind === "anonymous") throw new Unauthenticated();
    if (ctx.actor.kind !== "customer" && !maySeeEvent(ctx, "event.any"))
      throw new Forbidden("forbidden", { action: "event.read" });
    const leave = this.#admit(ctx);
    const { feed } = leave;
    const connection = new LiveConnection(ctx, sink);
    const gone = () => {
      connection.closed = true;
      feed.connections.delete(connection);
      leave.now();
    };
    try {
      ready();
      connection.send(OPENING);
      await feed.join(connection, lastEventId);
    } catch (error) {
      gone();
      throw error;
    }
    return gone;
  }

  /** Ends every stream (the process drains); clients come back to another one. */
  closeAll(): void {
    for (const feed of this.#feeds.values())
      for (const connection of feed.connections) {
        connection.closed = true;
        connection.sink.end();
      }
    this.#rest();
  }

  #admit({ tenantId, actor }: LiveCtx): { feed: TenantFeed; now: () => void } {
    const feed = this.#feed(tenantId);
    const key = sessionKey(actor);
    const ofSession = this.#sessions.get(key) ?? 0;
    if (ofSession >= this.limits.perSession) throw new TooManyRequests(30);
    if (feed.open >= this.limits.perTenant) throw new Unavailable("live_full");
    this.#sessions.set(key, ofSession + 1);
    feed.open++;
    let left = false;
    return { feed, now: () => void (left || ((left = true), this.#leave(feed, key))) };
  }

  #leave(feed: TenantFeed, key: string): void {
    const rest = (this.#sessions.get(key) ?? 1) - 1;
    if (rest > 0) this.#sessions.set(key, rest);
    else this.#sessions.delete(key);
    if (--feed.open > 0) return;
    this.#feeds.delete(feed.tenantId);
    if (this.#feeds.size === 0) this.#rest();
  }

  #feed(tenantId: string): TenantFeed {
    const known = this.#feeds.get(tenantId);
    if (known) return known;
    if (this.#feeds.size === 0) this.#work();
    const feed = new TenantFeed(tenantId, (rows) => this.#onFacts(feed, rows));
    this.#feeds.set(tenantId, feed);
    return feed;
  }

  #onFacts(feed: TenantFeed, rows: readonly EventRow[]): void {
    if (rows.some(({ name }) => TOUCHES_ACTORS.test(name))) void this.#recheck(feed);
  }

  #work(): void {
    this.#stopWatching = watchEvents({
      onTenant: (tenantId) => void this.#feeds.get(tenantId)?.pump(),
      onMaybeMissed: () => this.#feeds.forEach((feed) => void feed.pump()),
    });
    this.#timers = [
      setInterval(() => this.#beat(), this.limits.heartbeatMs),
      setInterval(
        () => this.#feeds.forEach((feed) => void this.#recheck(feed)),
        this.limits.recheckMs,
      ),
    ];
    for (const timer of this.#timers) timer.unref();
  }

  #rest(): void {
    this.#stopWatching?.();
    this.#stopWatching = undefined;
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
  }

  #beat(): void {
    for (const feed of this.#feeds.values())
      for (const connection of feed.connections)
        if (!connection.send(HEARTBEAT)) feed.connections.delete(connection);
  }

  /** One question per tenant: whose sessions and keys still live, and with what role. */
  async #recheck(feed: TenantFeed): Promise<void> {
    try {
      const connections = [...feed.connections];
      const living = await liveActors(
        feed.tenantId,
        connections.map(({ ctx }) => ctx.actor),
      );
      for (const connection of connections) {
        const actor = living.get(sessionKey(connection.ctx.actor));
        if (actor) connection.ctx = { ...connection.ctx, actor };
        else {
          feed.connections.delete(connection);
          connection.close("session");
        }
      }
    } catch (error) {
      log.warn({ err: error }, "live sessions could not be checked");
    }
  }
}

const key = Symbol.for("trama.live");
type Holder = { [key]?: LiveHub };

/** The process's one hub; on globalThis because main.ts and Next are two module graphs. */
export const liveHub = (): LiveHub => ((globalThis as Holder)[key] ??= new LiveHub());

/** Ends all streams of this process. */
export const closeLiveStreams = (): void => (globalThis as Holder)[key]?.closeAll();
