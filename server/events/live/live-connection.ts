import type { Ctx } from "@/server/tenancy/context";
import { maySeeEvent } from "../event-permission";
import type { EventRow } from "../stated-event";
import { closingChunk } from "./live-chunk";

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

  /** Checked for each fact, against the actor as it is now. */
  sees(row: Pick<EventRow, "name">): boolean {
    return maySeeEvent(this.ctx, row.name);
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
