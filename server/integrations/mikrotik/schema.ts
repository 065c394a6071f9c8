import type { Socket } from "node:net";
import type { RouterClosed } from "./errors";

/**
 * `pinned`: SHA-256 of the certificate, hex, colons optional; self-signed is fine. `anonymous`: ADH, encrypted for whoever
 * answers, without identity (a router's api-ssl that has no certificate).
 */
export type RouterTls =
  | { readonly mode: "none" }
  | { readonly mode: "pinned"; readonly fingerprint256: string }
  | { readonly mode: "anonymous" };

export type RouterAddress = {
  readonly host: string;
  readonly port: number;
  readonly tls: RouterTls;
};

export type SessionOptions = RouterAddress & {
  readonly user: string;
  readonly password: string;
  /** "utf8", or what this router's texts are written in: "win1252", or any single-byte label that TextDecoder knows. */
  readonly codePage: "utf8" | "win1252" | (string & {});
  /** The caller's guarded socket; default `net.connect`. */
  readonly connect?: (address: { readonly host: string; readonly port: number }) => Socket;
  /** Connection, TLS and login end within this; default 15 s. */
  readonly connectDeadlineMs?: number;
  /** Default of each command, from the call to the last reply, waiting included; default 30 s. */
  readonly commandDeadlineMs?: number;
  /** Characters of one command's rows; default 32 M. */
  readonly maxReplyBytes?: number;
  /** Commands on the wire at once, 1 to 64 (default); the rest waits. */
  readonly maxInFlight?: number;
  /** Aborting closes the session. */
  readonly signal?: AbortSignal;
};

/** Attributes of one `!re`, without the leading "="; the id is ".id". */
export type Row = Readonly<Record<string, string>>;
/** `undefined` is left out; `true` goes as "yes", `false` as "no". */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

export type CommandOptions = {
  readonly attributes?: Attributes;
  /** Query words in order, each with its "?": `?disabled=no`, `?#|`. */
  readonly queries?: readonly string[];
  readonly proplist?: readonly string[];
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal;
};

/** `empty`: the router said `!empty` (7.18 and later; older ones just end). `ret`: the new id of an `add`, a count. */
export type Answer = {
  readonly rows: Row[];
  readonly ret: string | undefined;
  readonly empty: boolean;
};

export type ListenOptions = Omit<CommandOptions, "deadlineMs"> & {
  /** Rows held for a reader that is slow; more end the feed with an error. Default 1000. */
  readonly maxBuffered?: number;
};

/** One reader; leaving the loop cancels. */
export type RouterFeed = AsyncIterable<Row> & { cancel(): Promise<void> };

export interface RouterSession {
  /** One command. Rejects with one of `errors.ts`; never throws outside the promise. */
  run(command: string, options?: CommandOptions): Promise<Answer>;
  /** An endless command (`/ppp/active/listen`) until cancelled. */
  listen(command: string, options?: ListenOptions): RouterFeed;
  readonly version: string | undefined;
  readonly closed: Promise<RouterClosed>;
  /** Commands on the wire, without those that wait. */
  readonly inFlight: number;
  close(): Promise<void>;
}

/** One long-lived session, opened when needed. */
export interface KeptSession {
  use<T>(
    work: (session: RouterSession) => Promise<T>,
    options?: { readonly signal?: AbortSignal },
  ): Promise<T>;
  close(): Promise<void>;
}
