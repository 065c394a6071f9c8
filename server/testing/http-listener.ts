import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A real HTTP server on loopback that counts what reaches it. */
export type HttpListener = {
  readonly port: number;
  readonly origin: string;
  /** Connections seen, whether or not a request came through them. */
  connections: number;
  readonly requests: {
    method: string;
    url: string;
    headers: IncomingMessage["headers"];
    body: string;
  }[];
  close(): Promise<void>;
};

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;

/** Starts a listener that answers every request with `answer` (200 `ok` by default). */
export async function listenHttp(
  answer: Answer = (_request, response) => void response.end("ok"),
): Promise<HttpListener> {
  const requests: HttpListener["requests"] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString();
      const { method = "", url = "", headers } = request;
      requests.push({ method, url, headers, body });
      answer(request, response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const listener = { port, origin: `http://127.0.0.1:${port}`, connections: 0, requests, close };
  server.on("connection", () => listener.connections++);
  return listener;
}
