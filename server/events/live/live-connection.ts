import type { Ctx } from "@/server/tenancy/context";
import { maySeeEvent } from "../event-permission";
import type { EventRow } from "../stated-event";
import { closingChunk, liveChunk, ownChunk } from "./live-chunk";
import { customerOfFact } from "./customer-of-fact";

/** Where a stream's bytes go: node's response, or the controller of a web stream. */
export type Sink = {
  write(chunk: Uint8Array): void;
  /** Bytes that the client has not taken yet. */
  pendingBytes(): number;
  /** Ends the stream politely. */
  end(): void;
  /** Drops the connection at once. */
  drop(): void;
};

/** Who listens: enough to check permission at each fact. */
export type LiveCtx = Pick<Ctx, "tenantId" | "actor">;

/** A client that has not taken this much is dropped; it comes back with `Last-Event-ID` and loses nothing. */
export const MAX_PENDING_BYTES = 256 * 1024;

/** One open stream. Small on purpose: ten thousand of them live in one process. */
export class LiveConnection {
  /** The last seq that was sent or passed over. */
  cursor = 0;
  closed = false;

  constructor(
    public ctx: LiveCtx,
    readonly sink: Sink,
  ) {}

  /** Checked for each fact, against the actor as it is now; a customer is told of facts about their own account alone. */
  sees(row: EventRow): boolean {
    const { actor } = this.ctx;
    return actor.kind === "customer"
      ? customerOfFact(row) === actor.customerId
      : maySeeEvent(this.ctx, row.name);
  }

  /** The fact as this client gets it; `whole` is what staff get, made once for all of them. */
  chunkOf(row: EventRow, whole: Buffer = liveChunk(row)): Buffer {
    return this.ctx.actor.kind === "customer" ? ownChunk(row) : whole;
  }

  /** Writes, unless the client still has too much to take from before: then it is dropped. Returns whether it stands. */
  send(chunk: Uint8Array): boolean {
    if (this.closed) return false;
    if (this.sink.pendingBytes() > MAX_PENDING_BYTES) {
      this.drop();
      return false;
    }
    this.sink.write(chunk);
    return true;
  }

  drop(): void {
    this.closed = true;
    this.sink.drop();
  }

  /** Tells why, then ends. */
  close(reason: string): void {
    if (this.closed) return;
    this.closed = true;
    this.sink.write(closingChunk(reason));
    this.sink.end();
  }
}
