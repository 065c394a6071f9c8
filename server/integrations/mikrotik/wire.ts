import type { Socket } from "node:net";
import type { CodePage } from "./code-page";
import { type CloseReason, RouterClosed } from "./errors";
import { SentenceParser } from "./parser";
import { type Reply, readReply } from "./read-reply";

const KEEPALIVE_MS = 30_000;
const GRACE_MS = 1_000;

export type WireListener = {
  onReply(reply: Reply): void;
  /** Once, whatever ended it. */
  onEnd(closed: RouterClosed): void;
};

/** A connected socket as sentences. Its 'error' always has a listener; nothing it hears is thrown. */
export class Wire {
  /** Bytes heard so far: tells a router that is slow from one that is mute. */
  heard = 0;
  readonly #socket: Socket;
  readonly #parser: SentenceParser;
  readonly #listener: WireListener;
  readonly #gone = Promise.withResolvers<void>();
  #ended = false;
  #corked = false;

  constructor(socket: Socket, page: CodePage, listener: WireListener) {
    this.#socket = socket;
    this.#listener = listener;
    this.#parser = new SentenceParser(page.decode);
    socket.setNoDelay(true);
    socket.setKeepAlive(true, KEEPALIVE_MS);
    socket.on("error", (cause) => this.end("reset", { cause }));
    socket.on("end", () => this.end("ended"));
    socket.on("close", () => {
      this.end("ended");
      this.#gone.resolve();
    });
    socket.on("data", (bytes: Buffer) => this.#hear(bytes));
    if (socket.destroyed) this.end("ended");
  }

  /** Sentences of one turn leave together: with many commands in flight that is one packet. */
  send(bytes: Buffer): void {
    if (this.#ended) return;
    if (!this.#corked) {
      this.#corked = true;
      this.#socket.cork();
      setImmediate(() => {
        this.#corked = false;
        this.#socket.uncork();
      });
    }
    this.#socket.write(bytes);
  }

  end(reason: CloseReason, more: { fatal?: string; cause?: unknown } = {}): void {
    if (this.#ended) return;
    this.#ended = true;
    if (reason === "closed") this.#leave();
    else this.#socket.destroy();
    if (this.#socket.closed) this.#gone.resolve();
    this.#listener.onEnd(new RouterClosed(reason, more));
  }

  /** Resolves once the socket is gone. */
  get gone(): Promise<void> {
    return this.#gone.promise;
  }

  /** Politely: what was written still leaves; a peer that does not answer is not waited for. */
  #leave(): void {
    const timer = setTimeout(() => this.#socket.destroy(), GRACE_MS);
    this.#socket.once("close", () => clearTimeout(timer));
    this.#socket.end();
    this.#socket.resume();
  }

  #hear(bytes: Buffer): void {
    if (this.#ended) return;
    this.heard += bytes.length;
    try {
      for (const words of this.#parser.push(bytes)) {
        const reply = readReply(words);
        if (reply.kind === "!fatal") this.end("fatal", { fatal: reasonOf(reply) });
        if (this.#ended) return;
        this.#listener.onReply(reply);
      }
      if (this.#parser.failure) this.end("protocol", { cause: this.#parser.failure });
    } catch (cause) {
      this.end("protocol", { cause });
    }
  }
}

const reasonOf = ({ attributes, bare }: Reply) =>
  attributes.message || bare.join(" ") || "no reason given";
