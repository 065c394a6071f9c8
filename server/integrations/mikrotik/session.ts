import type { Socket } from "node:net";
import { type CodePage, codePageOf } from "./code-page";
import { encodeSentence } from "./codec";
import { type CloseReason, RouterBusy, type RouterClosed } from "./errors";
import { Feed } from "./feed";
import type { Reply } from "./read-reply";
import { runCommand } from "./run-command";
import type {
  Answer,
  CommandOptions,
  ListenOptions,
  RouterFeed,
  RouterSession,
  SessionOptions,
} from "./schema";
import type { Talk } from "./talk";
import { Wire } from "./wire";

export const IN_FLIGHT_MAX = 64;
const WAITING_MAX = 10_000;
/** How long a router may take to let go of a command that was cancelled before it counts as mute. */
const CANCEL_MS = 5_000;

export type SessionLimits = Pick<
  SessionOptions,
  "commandDeadlineMs" | "maxReplyBytes" | "maxInFlight"
>;

/**
 * Many commands on one connection, told apart by tags; a tag is never used twice. Not signed in yet: see `signIn`.
 */
export class Session implements RouterSession {
  readonly commandDeadlineMs: number;
  readonly maxReplyBytes: number;
  readonly #wire: Wire;
  readonly #page: CodePage;
  readonly #maxInFlight: number;
  readonly #talks = new Map<string, Talk>();
  readonly #closed = Promise.withResolvers<RouterClosed>();
  #waiting: Talk[] = [];
  #end: RouterClosed | undefined;
  #lastTag = 0;
  #ready = false;
  #version: string | undefined;

  constructor(socket: Socket, codePage: string, limits: SessionLimits) {
    this.commandDeadlineMs = limits.commandDeadlineMs ?? 30_000;
    this.maxReplyBytes = limits.maxReplyBytes ?? 32 << 20;
    this.#maxInFlight = Math.min(Math.max(limits.maxInFlight ?? IN_FLIGHT_MAX, 1), IN_FLIGHT_MAX);
    this.#page = codePageOf(codePage);
    this.#wire = new Wire(socket, this.#page, {
      onReply: (reply) => this.#hear(reply),
      onEnd: (closed) => this.#stop(closed),
    });
  }

  get version(): string | undefined {
    return this.#version;
  }
  get closed(): Promise<RouterClosed> {
    return this.#closed.promise;
  }
  get inFlight(): number {
    return this.#talks.size;
  }
  /** Bytes that the router has said. */
  get heard(): number {
    return this.#wire.heard;
  }

  run(command: string, options: CommandOptions = {}): Promise<Answer> {
    return runCommand(this, command, options);
  }

  listen(command: string, options: ListenOptions = {}): RouterFeed {
    return new Feed(this, command, options);
  }

  async close(): Promise<void> {
    this.abandon("closed");
    await this.#wire.gone;
  }

  /** Ends it now, for this reason. */
  abandon(reason: CloseReason): void {
    this.#wire.end(reason);
  }

  /** From here on a reply without a tag belongs to nobody. */
  signedIn(version: string | undefined): void {
    this.#ready = true;
    this.#version = version;
  }

  nextTag(): string {
    this.#lastTag += 1;
    return this.#lastTag.toString(36);
  }

  encode(words: readonly string[]): Buffer {
    return encodeSentence(words, this.#page);
  }

  /** Sends it now or when there is room. Fails it at once when the session is closed or the queue is full. */
  start(talk: Talk): void {
    if (this.#end) talk.fail(this.#end.for(false));
    else if (this.#talks.size < this.#maxInFlight) this.#send(talk);
    else if (this.#waiting.length < WAITING_MAX) this.#waiting.push(talk);
    else talk.fail(new RouterBusy(`${talk.command}: ${WAITING_MAX} commands wait already`));
  }

  /**
   * Gives up a command: one that waits is never sent; one on the wire is cancelled on the router, its late replies are
   * ignored and its place is free once the router has let go of it. Resolves then. A router that answers nothing at all
   * to the cancel is mute: the session ends.
   */
  async giveUp(talk: Talk): Promise<void> {
    talk.over = true;
    talk.bytes = undefined;
    if (!talk.sent) {
      this.#waiting = this.#waiting.filter((one) => one !== talk);
      return;
    }
    if (this.#talks.get(talk.tag) !== talk || this.#end) return;
    const released = Promise.withResolvers<void>();
    const heard = this.#wire.heard;
    const timer = setTimeout(
      () => {
        if (this.#wire.heard === heard) this.abandon("mute");
        released.resolve();
      },
      Math.min(CANCEL_MS, this.commandDeadlineMs),
    );
    const cancel = this.#cancelOf(talk, released.resolve);
    this.#send(cancel);
    await released.promise;
    clearTimeout(timer);
    this.#release(cancel.tag);
    this.#release(talk.tag);
  }

  #cancelOf({ tag: old }: Talk, settled: () => void): Talk {
    const tag = this.nextTag();
    const bytes = this.encode(["/cancel", `=tag=${old}`, `.tag=${tag}`]);
    const take = ({ kind }: Reply) => {
      if (kind === "!done") settled();
    };
    return { tag, command: "/cancel", bytes, sent: false, over: false, take, fail: settled };
  }

  #send(talk: Talk): void {
    const { bytes } = talk;
    if (!bytes) return;
    talk.bytes = undefined;
    talk.sent = true;
    this.#talks.set(talk.tag, talk);
    this.#wire.send(bytes);
  }

  #hear(reply: Reply): void {
    const talk = this.#talkOf(reply);
    if (!talk) return;
    if (reply.kind === "!done") this.#release(talk.tag);
    if (talk.over) return;
    try {
      talk.take(reply);
    } catch (error) {
      talk.fail(error as Error);
      void this.giveUp(talk);
    }
  }

  /** Late, doubled and unknown tags find nobody. Before the login is over there is only one talk, tagged or not. */
  #talkOf({ tag }: Reply): Talk | undefined {
    if (tag !== undefined) return this.#talks.get(tag);
    return this.#ready ? undefined : this.#talks.values().next().value;
  }

  #release(tag: string): void {
    if (!this.#talks.delete(tag)) return;
    while (this.#talks.size < this.#maxInFlight) {
      const next = this.#waiting.shift();
      if (!next) return;
      this.#send(next);
    }
  }

  #stop(closed: RouterClosed): void {
    this.#end = closed;
    const left = [...this.#talks.values(), ...this.#waiting];
    this.#talks.clear();
    this.#waiting = [];
    for (const talk of left) if (!talk.over) talk.fail(closed.for(talk.sent));
    this.#closed.resolve(closed);
  }
}
