import { request as httpRequest } from "node:http";
import { composition } from "@/server/composition";
import type { Pages } from "@/server/http/handle";
import { startServer } from "@/server/http/start-server";
import { loadHostSnapshot } from "@/server/tenancy/host-snapshot";

/** What came back over the socket. */
export type Reply = {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  json<T = Record<string, unknown>>(): T;
};

export type SendOptions = {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body?: unknown;
};

/** Our server on a free port, with `pages` in the place of Next; requests name their host by header. */
export async function startTestServer(pages: Pages = echo): Promise<{
  port: number;
  send(slugHost: string, options: SendOptions): Promise<Reply>;
  close(): Promise<void>;
}> {
  const { server, port } = await startServer(pages, { host: "127.0.0.1", port: 0 });
  return {
    port,
    send: (host, options) => send(port, host, options),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A tenant's host under the root host of the tests. */
export const hostOf = (slug: string): string => `${slug}.${composition().env.TRAMA_ROOT_HOST}`;

/** Makes hosts that a test has just minted known to this process. */
export const refreshHosts = async (): Promise<void> => void (await loadHostSnapshot());

/** A page that says which headers reached it. */
const echo: Pages = async (req, res) => {
  res.setHeader("content-type", "application/json");
  res.end(JSON.stringify({ headers: req.headers, raw: req.rawHeaders }));
};

/** One request over a real socket; `body` is sent as JSON, text and bytes as they are. */
export function send(port: number, host: string, options: SendOptions): Promise<Reply> {
  const { method = "GET", path, body } = options;
  const asIs = body === undefined || typeof body === "string" || body instanceof Uint8Array;
  const payload = asIs ? body : JSON.stringify(body);
  const headers = {
    host,
    ...(payload !== undefined && { "content-type": "application/json" }),
    ...(payload !== undefined && { "content-length": String(Buffer.byteLength(payload)) }),
    ...options.headers,
  };
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({ host: "127.0.0.1", port, method, path, headers, agent: false });
    outgoing.once("error", reject);
    outgoing.once("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.once("error", reject);
      response.once("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text,
          json: <T>() => JSON.parse(text) as T,
        });
      });
    });
    outgoing.end(payload);
  });
}
