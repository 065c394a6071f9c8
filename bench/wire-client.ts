import { once } from "node:events";
import { connect } from "node:net";

/** A kept connection: one request at a time, its bytes made beforehand; the machine is the server's, not the caller's. */
export type WireLine = { ask(request: Buffer): Promise<number>; close(): void };

const END = "\r\n\r\n";

/** Gives the status of each answer; rejects when the connection ends. */
export async function openLine(port: number): Promise<WireLine> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  await once(socket, "connect");
  let text = "";
  let wait: PromiseWithResolvers<number> | undefined;
  socket.on("data", (chunk: Buffer) => {
    text += chunk.toString("latin1");
    if (!isWhole(text)) return;
    const status = Number(text.slice(9, 12));
    text = "";
    wait?.resolve(status);
  });
  const fail = (error?: Error) => wait?.reject(error ?? new Error("the connection ended"));
  socket.on("error", fail);
  socket.on("close", () => fail());
  return {
    ask: (request) => {
      wait = Promise.withResolvers<number>();
      socket.write(request);
      return wait.promise;
    },
    close: () => void socket.destroy(),
  };
}

/** Only what our servers say: a length, or chunks. */
function isWhole(text: string): boolean {
  const head = text.indexOf(END);
  if (head < 0) return false;
  const headers = text.slice(0, head).toLowerCase();
  const length = /content-length: (\d+)/.exec(headers)?.[1];
  if (length !== undefined) return text.length >= head + END.length + Number(length);
  return headers.includes("chunked") ? text.endsWith("0\r\n\r\n") : true;
}

export function requestBytes(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body = "",
): Buffer {
  const given = { ...headers, ...(body && { "content-length": String(Buffer.byteLength(body)) }) };
  const lines = Object.entries(given).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join("")}\r\n${body}`);
}

/** Of sorted times, the one that so many of a hundred are under. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil((sorted.length * percent) / 100) - 1)] ?? 0;
}
