import { connect } from "node:net";
import type { RawData, WebSocket } from "ws";

/** Raw PostgreSQL bytes inside binary frames, both ways; an address other than the target is refused. */
export function proxySocket(socket: WebSocket, requestUrl: string, target: string): void {
  const address = new URL(requestUrl, "http://proxy").searchParams.get("address");
  if (address !== target) return socket.close(1008, "address not allowed");
  const [host = "", port = ""] = target.split(":");
  const database = connect({ host, port: Number(port), noDelay: true });
  database.on("data", (bytes) => socket.send(bytes));
  database.on("close", () => socket.terminate());
  database.on("error", () => socket.terminate());
  socket.on("message", (data) => database.write(asBuffer(data)));
  socket.on("close", () => database.destroy());
  socket.on("error", () => database.destroy());
}

function asBuffer(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}
