import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Pages, requestListener } from "./handle";

/** A server that listens; `port` is the real one when 0 was asked. */
export type RunningServer = { server: Server; port: number };

/** Longer than a usual load balancer's idle time (60 s), so that it is never us who closes first. */
const KEEP_ALIVE_MS = 65_000;

/** Listens with the process's one request listener. Throws what `listen` throws (a taken port). */
export async function startServer(
  pages: Pages,
  where: { host: string; port: number },
): Promise<RunningServer> {
  const server = createServer(
    {
      keepAliveTimeout: KEEP_ALIVE_MS,
      headersTimeout: KEEP_ALIVE_MS + 1_000,
      requestTimeout: 120_000,
      maxHeaderSize: 16_384,
    },
    requestListener(pages),
  );
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(where.port, where.host, resolve);
  });
  return { server, port: (server.address() as AddressInfo).port };
}
