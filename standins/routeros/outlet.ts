import { once } from "node:events";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { FaultPlan } from "./faults";

const HIGH_WATER = 512 * 1024;

/** Bytes on their way to one client, in order, whole or in the pieces that the faults ask for. */
export class Outlet {
  private readonly waiting: Buffer[] = [];
  private sending = false;
  private idle: (() => void)[] = [];

  constructor(
    private readonly socket: Socket,
    private readonly faults: FaultPlan,
  ) {}

  write(bytes: Buffer): void {
    if (this.faults.muted || this.faults.halfOpened || this.socket.destroyed) return;
    this.waiting.push(bytes);
    if (this.sending) return;
    this.sending = true;
    queueMicrotask(() => void this.drain());
  }

  /** Resolves once a long reply may go on: what is on its way has a measure. */
  async room(): Promise<void> {
    await nextTurn();
    if (this.socket.writableLength > HIGH_WATER && !this.socket.destroyed)
      await Promise.race([once(this.socket, "drain"), once(this.socket, "close")]).catch(
        () => undefined,
      );
    if (this.waiting.length > 64) await this.flushed();
  }

  /** Resolves once all that was written has left. */
  async flushed(): Promise<void> {
    if (this.sending) await new Promise<void>((resolve) => this.idle.push(resolve));
  }

  /** Half of these bytes leave, then the connection is reset. */
  async breakOff(bytes: Buffer): Promise<void> {
    await this.flushed();
    this.socket.write(bytes.subarray(0, Math.max(1, bytes.length >> 1)), () => abort(this.socket));
  }

  private async drain(): Promise<void> {
    while (this.waiting.length > 0 && !this.socket.destroyed) {
      const { slice, splitAt } = this.faults;
      const bytes = Buffer.concat(this.waiting.splice(0));
      if (slice === undefined && splitAt === undefined) this.socket.write(bytes);
      else for (const piece of pieces(bytes, slice, splitAt)) await this.alone(piece);
    }
    this.waiting.length = 0;
    this.sending = false;
    for (const resolve of this.idle.splice(0)) resolve();
  }

  /** One piece in a packet of its own. */
  private async alone(piece: Buffer): Promise<void> {
    if (this.socket.destroyed) return;
    this.socket.write(piece);
    await nextTurn();
  }
}

function* pieces(
  bytes: Buffer,
  slice: "bytes" | number | undefined,
  splitAt = 0,
): Generator<Buffer> {
  if (slice === undefined) {
    if (splitAt > 0 && splitAt < bytes.length) yield bytes.subarray(0, splitAt);
    yield bytes.subarray(splitAt > 0 && splitAt < bytes.length ? splitAt : 0);
    return;
  }
  const size = slice === "bytes" ? 1 : Math.max(1, slice);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Cuts a connection off with a reset; TLS has no such word and is just closed. */
export function abort(socket: Socket): void {
  if (socket instanceof TLSSocket) socket.destroy();
  else socket.resetAndDestroy();
}
