import type { IncomingMessage } from "node:http";
import { Invalid } from "@/server/kernel/errors";

/**
 * A request's whole body. Throws `Invalid("payload_too_large")` beyond `maxBytes` (what still comes is thrown away, so that
 * the answer reaches who is still sending), and when the connection ends before the body does.
 */
export function readBody(req: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (Number(req.headers["content-length"] ?? 0) > maxBytes)
      return reject(new Invalid("payload_too_large"));
    const chunks: Buffer[] = [];
    let size = 0;
    req.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) chunks.push(chunk);
      else reject(new Invalid("payload_too_large"));
    });
    req.on("end", () =>
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)),
    );
    req.on("error", reject);
    req.on("close", () => {
      if (!req.complete) reject(new Error("the body ended early"));
    });
  });
}
