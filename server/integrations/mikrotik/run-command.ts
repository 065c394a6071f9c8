import { RouterAborted, RouterTimeout } from "./errors";
import type { Reply } from "./read-reply";
import type { Answer, CommandOptions } from "./schema";
import type { Session } from "./session";
import { Gathered, type Talk } from "./talk";
import { secretsOf, wordsOf } from "./words-of";

/** One command from call to last reply. Whatever happens, the promise settles: at the latest by its deadline. */
export function runCommand(
  session: Session,
  command: string,
  options: CommandOptions,
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  try {
    const talk = new Exchange(session, command, options, resolve, reject);
    talk.start(options.deadlineMs ?? session.commandDeadlineMs, options.signal);
  } catch (error) {
    reject(error);
  }
  return promise;
}

/** Beyond this Node's timers fire at once. */
const TIMER_MAX_MS = 2 ** 31 - 1;

class Exchange implements Talk {
  readonly tag: string;
  bytes: Buffer | undefined;
  sent = false;
  over = false;
  readonly #session: Session;
  readonly #gathered: Gathered;
  readonly #resolve: (answer: Answer) => void;
  readonly #reject: (error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #unlisten: (() => void) | undefined;

  constructor(
    session: Session,
    readonly command: string,
    options: CommandOptions,
    resolve: (answer: Answer) => void,
    reject: (error: unknown) => void,
  ) {
    this.#session = session;
    this.#resolve = resolve;
    this.#reject = reject;
    this.tag = session.nextTag();
    this.bytes = session.encode([...wordsOf(command, options), `.tag=${this.tag}`]);
    const secrets = secretsOf(options.attributes);
    this.#gathered = new Gathered(command, session.maxReplyBytes, secrets);
  }

  start(deadlineMs: number, signal: AbortSignal | undefined): void {
    const abort = () =>
      this.#giveUp(new RouterAborted(this.command, this.sent, causeOf(signal?.reason)));
    if (signal?.aborted) return abort();
    signal?.addEventListener("abort", abort, { once: true });
    this.#unlisten = () => signal?.removeEventListener("abort", abort);
    this.#timer = setTimeout(
      () => this.#giveUp(new RouterTimeout(this.command, deadlineMs, this.sent)),
      Math.min(deadlineMs, TIMER_MAX_MS),
    );
    this.#session.start(this);
  }

  take(reply: Reply): void {
    this.#gathered.add(reply);
    if (reply.kind !== "!done") return;
    const answer = this.#gathered.answer(reply);
    this.#settle();
    this.#resolve(answer);
  }

  fail(error: Error): void {
    this.#settle();
    this.#reject(error);
  }

  #giveUp(error: Error): void {
    if (this.over) return;
    this.fail(error);
    void this.#session.giveUp(this);
  }

  #settle(): void {
    this.over = true;
    this.bytes = undefined;
    clearTimeout(this.#timer);
    this.#unlisten?.();
  }
}

const causeOf = (reason: unknown) => (reason instanceof Error ? reason : undefined);
