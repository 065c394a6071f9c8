/** Each failure of a router says what is known and never a password, an attribute's value or a word that was sent. */
abstract class RouterError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
  }
}

/** Category: 0 missing item or command, 1 bad value, 2 interrupted, 3 script, 4 general, 5 API, 6 TTY, 7 :return. */
export type Trap = { readonly message: string; readonly category: number | undefined };

/** The router answered no. */
export class RouterTrap extends RouterError {
  readonly category: number | undefined;
  constructor(
    readonly command: string,
    readonly traps: readonly Trap[],
  ) {
    super(traps[0]?.message || "trap without a message");
    this.category = traps[0]?.category;
  }
}

/** No last reply in time. `sent` false: the command never left, nothing can have happened. */
export class RouterTimeout extends RouterError {
  constructor(
    readonly command: string,
    readonly deadlineMs: number,
    readonly sent: boolean,
  ) {
    super(`${command}: no answer within ${deadlineMs} ms`);
  }
}

/** The caller's signal aborted. Named like the platform's own so that it is read as one. */
export class RouterAborted extends RouterError {
  constructor(
    readonly command: string,
    readonly sent: boolean,
    cause?: unknown,
  ) {
    super(`${command}: aborted`, cause);
    this.name = "AbortError";
  }
}

/**
 * `ended`: the router closed. `fatal`: it said why, see `fatal`. `mute`: it answers nothing any more. `closed`: we did.
 * `backoff`: not opened, the last try failed a moment ago. The others are about opening.
 */
export type CloseReason =
  | "ended"
  | "reset"
  | "fatal"
  | "mute"
  | "protocol"
  | "closed"
  | "aborted"
  | "unreachable"
  | "connectTimeout"
  | "tls"
  | "certificate"
  | "backoff";

/** There is no session (any more). */
export class RouterClosed extends RouterError {
  readonly fatal: string | undefined;
  /** Of a command that was pending: had it left? */
  readonly sent: boolean;
  readonly retryAfterMs: number | undefined;
  constructor(
    readonly reason: CloseReason,
    more: { fatal?: string; sent?: boolean; retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(more.fatal ? `router closed: ${more.fatal}` : `router session: ${reason}`, more.cause);
    this.fatal = more.fatal;
    this.sent = more.sent ?? false;
    this.retryAfterMs = more.retryAfterMs;
  }

  /** The same end, as one pending command learns of it. */
  for(sent: boolean): RouterClosed {
    return new RouterClosed(this.reason, { fatal: this.fatal, sent, cause: this.cause });
  }
}

/** Name or password are wrong, or this user may not use the API. Asking again soon only fills the router's log. */
export class RouterLoginRefused extends RouterError {}

/**
 * The router holds as many sessions as it allows (`max-sessions`, 20 from the factory), or drops us before the login
 * without a word, as it also does when its api service does not allow our address.
 */
export class RouterSessionLimit extends RouterError {}

/** More commands wait than the queue holds; this one was not sent. */
export class RouterBusy extends RouterError {}

/**
 * `controlByte`, `lengthByte`, `wordTooLong`, `sentenceTooLong`: the stream cannot be read on. `replyTooLarge`,
 * `feedOverflow`: one command was given up. `badCommand`, `unmappable`: ours, nothing was sent. `login`: an answer to the
 * login that no version gives.
 */
export type ProtocolProblem =
  | "controlByte"
  | "lengthByte"
  | "wordTooLong"
  | "sentenceTooLong"
  | "replyTooLarge"
  | "feedOverflow"
  | "badCommand"
  | "unmappable"
  | "login";

/** What was read or asked for breaks the protocol, or a limit of ours. */
export class RouterProtocolError extends RouterError {
  constructor(
    readonly problem: ProtocolProblem,
    detail: string,
  ) {
    super(`${problem}: ${detail}`);
  }
}
