import { systemCtx } from "@/server/tenancy/context";
import { inTenant } from "@/server/tenancy/in-tenant";
import { log } from "@/server/log";
import { readEventsAfter, readHeadSeq } from "../read-events";
import type { EventRow } from "../stated-event";
import { liveChunk, resetChunk } from "./live-chunk";
import { type LiveConnection, MAX_PENDING_BYTES } from "./live-connection";

const PAGE = 200;
/** Further behind than this, a client is told to load anew instead. */
const MAX_BACKLOG = 10_000;

/**
 * One tenant's facts for all its streams: a single reader, which serialises each fact once. Reads in short
 * transactions; none is open while bytes are on their way.
 */
export class TenantFeed {
  readonly connections = new Set<LiveConnection>();
  /** Streams of this tenant, those that still catch up too. */
  open = 0;
  #lastSeq = 0;
  #ready: Promise<void> | undefined;
  #reading: Promise<void> | undefined;
  #again = false;

  constructor(
    readonly tenantId: string,
    readonly onFacts: (rows: readonly EventRow[]) => void,
  ) {}

  /** Sends what the client has missed since `lastEventId`, then joins it to the rest without a gap between. */
  async join(connection: LiveConnection, lastEventId: number | undefined): Promise<void> {
    await (this.#ready ??= this.#begin());
    connection.cursor = lastEventId ?? this.#lastSeq;
    const head = this.#lastSeq;
    if (connection.cursor > head || head - connection.cursor > MAX_BACKLOG) {
      connection.cursor = head;
      connection.send(resetChunk(head));
    }
    // Joining follows the comparison at once, so that no fact can pass between them.
    while (connection.cursor < this.#lastSeq && !connection.closed) await this.#catchUp(connection);
    if (connection.closed) return;
    this.connections.add(connection);
    // While nobody had joined yet, wake-ups were only remembered.
    if (this.#again) void this.pump();
  }

  /** There may be more: reads on, once at a time. A failure is logged; the next wake-up reads the same again. */
  pump(): Promise<void> {
    this.#again = true;
    return (this.#reading ??= this.#readOn()
      .catch((error: unknown) => log.warn({ err: error }, "live updates could not be read"))
      .finally(() => (this.#reading = undefined)));
  }

  async #begin(): Promise<void> {
    try {
      this.#lastSeq = await inTenant(this.#ctx(), (tx) => readHeadSeq(tx, this.tenantId));
    } catch (error) {
      this.#ready = undefined;
      throw error;
    }
  }

  async #readOn(): Promise<void> {
    await this.#ready;
    while (this.#again && this.connections.size > 0) {
      this.#again = false;
      const rows = await this.#read(this.#lastSeq);
      if (rows.length === PAGE) this.#again = true;
      this.#broadcast(rows);
    }
  }

  #broadcast(rows: readonly EventRow[]): void {
    const last = rows.at(-1);
    if (!last) return;
    const chunks = rows.map((row) => ({ row, chunk: liveChunk(row) }));
    this.#lastSeq = last.seq;
    for (const connection of this.connections) {
      const mine = chunks
        .filter(({ row }) => row.seq > connection.cursor && connection.sees(row))
        .map(({ row, chunk }) => connection.chunkOf(row, chunk));
      connection.cursor = Math.max(connection.cursor, last.seq);
      const [only] = mine;
      if (!only) continue;
      const bytes = mine.length === 1 ? only : Buffer.concat(mine);
      if (!connection.send(bytes)) this.connections.delete(connection);
    }
    this.onFacts(rows);
  }

  async #catchUp(connection: LiveConnection): Promise<void> {
    const rows = await this.#read(connection.cursor);
    for (const row of rows) {
      if (!connection.sees(row)) continue;
      await hasRoom(connection);
      if (!connection.send(connection.chunkOf(row))) return;
    }
    connection.cursor = rows.at(-1)?.seq ?? this.#lastSeq;
  }

  #read(after: number): Promise<EventRow[]> {
    return inTenant(this.#ctx(), (tx) => readEventsAfter(tx, this.tenantId, after, PAGE));
  }

  #ctx = () => systemCtx(this.tenantId, "events.live");
}

/** A backlog may be larger than the buffer: waits for the client, which is dropped when it takes nothing for long. */
async function hasRoom(connection: LiveConnection): Promise<void> {
  for (let waited = 0; connection.sink.pendingBytes() > MAX_PENDING_BYTES / 2; waited++) {
    if (connection.closed) return;
    if (waited > 100) return connection.drop();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
