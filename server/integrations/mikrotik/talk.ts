import { RouterProtocolError, RouterTrap, type Trap } from "./errors";
import type { Reply } from "./read-reply";
import type { Answer, Row } from "./schema";
import { withoutSecrets } from "./words-of";

/** One command on the wire or on its way to it: who is told what comes back under its tag. */
export interface Talk {
  readonly tag: string;
  readonly command: string;
  /** The sentence; dropped once it has left, it may hold a password. */
  bytes: Buffer | undefined;
  sent: boolean;
  /** Given up: what still comes is ignored, the place is held until the router has let go of it. */
  over: boolean;
  /** `!re`, `!trap`, `!empty`, `!done` and kinds of later versions. Throws when this talk cannot go on. */
  take(reply: Reply): void;
  fail(error: Error): void;
}

/** What the replies of one command add up to. */
export class Gathered {
  readonly rows: Row[] = [];
  readonly traps: Trap[] = [];
  #empty = false;
  #size = 0;

  constructor(
    readonly command: string,
    readonly maxSize: number,
    readonly secrets: readonly string[],
  ) {}

  /** Throws `RouterProtocolError` (replyTooLarge) over the cap. */
  add(reply: Reply): void {
    this.#size += reply.size;
    if (this.#size > this.maxSize)
      throw new RouterProtocolError(
        "replyTooLarge",
        `${this.command}: over ${this.maxSize} characters`,
      );
    if (reply.kind === "!re") this.rows.push(reply.attributes);
    else if (reply.kind === "!empty") this.#empty = true;
    else if (reply.kind === "!trap") this.traps.push(trapOf(reply, this.secrets));
  }

  /** At `!done`. Throws `RouterTrap` when the router said no, however many times. */
  answer(done: Reply): Answer {
    if (this.traps.length > 0) throw new RouterTrap(this.command, this.traps);
    return { rows: this.rows, ret: done.attributes.ret, empty: this.#empty };
  }
}

export function trapOf({ attributes, bare }: Reply, secrets: readonly string[]): Trap {
  const category = Number(attributes.category);
  return {
    message: withoutSecrets(attributes.message ?? bare.join(" "), secrets),
    category: /^\d+$/.test(attributes.category ?? "") ? category : undefined,
  };
}
