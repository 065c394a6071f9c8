import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import { answerSql } from "./sql-over-http";
import { proxySocket } from "./proxy-socket";

export type NeonStandin = {
  /** `127.0.0.1:port`, for TRAMA_NEON_PROXY. */
  readonly address: string;
  readonly sqlUrl: string;
  /** Cuts every open WebSocket, as a compute that restarts does. */
  cutConnections(): void;
  stop(): Promise<void>;
};

/**
 * Behaves as Neon's edge does, over a PostgreSQL that is here: `POST /sql` (SQL over HTTP) and
 * `/v1?address=host:port` (raw protocol in WebSocket frames). It reaches only `target` (`host:port`).
 */
export async function startNeonStandin(target: string, port = 0): Promise<NeonStandin> {
  const server = createServer((request, response) => {
    const isSql = request.method === "POST" && request.url === "/sql";
    if (isSql) return void answerSql(request, response, target);
    response.writeHead(404).end();
  });
  const sockets = new WebSocketServer({ server, path: "/v1" });
  sockets.on("connection", (socket, request) => proxySocket(socket, request.url ?? "", target));
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const cutConnections = () => sockets.clients.forEach((socket) => socket.terminate());
  return {
    address,
    sqlUrl: `http://${address}/sql`,
    cutConnections,
    stop: () => {
      cutConnections();
      return close(server);
    },
  };
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
