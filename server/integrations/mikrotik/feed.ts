import { RouterAborted, RouterProtocolError, RouterTrap, type Trap } from "./errors";
import type { Reply } from "./read-reply";
import type { ListenOptions, Row, RouterFeed } from "./schema";
import type { Session } from "./session";
import { type Talk, trapOf } from "./talk";
import { secretsOf, wordsOf } from "./words-of";

const INTERRUPTED = 2;
const MAX_BUFFERED = 1_000;

/**
 * The rows of an endless command. A reader that falls behind by more than the buffer gets an error after what it has:
 * rows that were dropped silently would be a picture that is wrong. Nothing is thrown outside the reader's own `next`.
 */
export class Feed implements RouterFeed {
  readonly #session: Session;
  readonly #talk: Talk | undefined;
  readonly #rows: Row[] = [];
  readonly #max: number;
  readonly #secrets: readonly string[];
  readonly #traps: Trap[] = [];
  #ended = false;
  #error: unknown;
  #cancelled = false;
  #wake: (() => void) | undefined;
  #unlisten: (() => void) | undefined;

  constructor(session: Session, command: string, options: ListenOptions) {
    this.#session = session;
    this.#max = options.maxBuffered ?? MAX_BUFFERED;
    this.#secrets = secretsOf(options.attributes);
    try {
      this.#talk = this.#talkOf(command, options);
      this.#obey(options.signal, command);
      if (!this.#ended) session.start(this.#talk);
    } catch (error) {
      this.#finish(error);
    }
  }

  async cancel(): Promise<void> {
    if (this.#ended || !this.#talk) return;
    this.#cancelled = true;
    this.#finish(undefined);
    await this.#session.giveUp(this.#talk);
  }

  [Symbol.asyncIterator](): AsyncIterator<Row> {
    return {
      next: () => this.#next(),
      return: async () => {
        await this.cancel();
        return { done: true, value: undefined };
      },
    };
  }

  async #next(): Promise<IteratorResult<Row>> {
    for (;;) {
      const row = this.#cancelled ? undefined : this.#rows.shift();
      if (row) return { done: false, value: row };
      if (this.#error !== undefined) {
        const error = this.#error;
        this.#error = undefined;
        throw error;
      }
      if (this.#ended) return { done: true, value: undefined };
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  #talkOf(command: string, options: ListenOptions): Talk {
    const tag = this.#session.nextTag();
    return {
      tag,
      command,
      bytes: this.#session.encode([...wordsOf(command, options), `.tag=${tag}`]),
      sent: false,
      over: false,
      take: (reply) => this.#take(reply, command),
      fail: (error) => this.#finish(error),
    };
  }

  /** Throws on overflow: the session then cancels the command. */
  #take(reply: Reply, command: string): void {
    if (reply.kind === "!trap") this.#traps.push(trapOf(reply, this.#secrets));
    else if (reply.kind === "!done") this.#finish(this.#refusal(command));
    else if (reply.kind === "!re") {
      if (this.#rows.length >= this.#max)
        throw new RouterProtocolError("feedOverflow", `${command}: reader is ${this.#max} behind`);
      this.#rows.push(reply.attributes);
      this.#wakeUp();
    }
  }

  #refusal(command: string): RouterTrap | undefined {
    const real = this.#traps.filter(({ category }) => category !== INTERRUPTED);
    return real.length > 0 ? new RouterTrap(command, real) : undefined;
  }

  #obey(signal: AbortSignal | undefined, command: string): void {
    if (!signal) return;
    const abort = () => {
      const talk = this.#talk;
      if (this.#ended || !talk) return;
      this.#finish(new RouterAborted(command, talk.sent));
      void this.#session.giveUp(talk);
    };
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    this.#unlisten = () => signal.removeEventListener("abort", abort);
  }

  #finish(error: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#error = error;
    this.#unlisten?.();
    this.#wakeUp();
  }

  #wakeUp(): void {
    this.#wake?.();
    this.#wake = undefined;
  }
}
