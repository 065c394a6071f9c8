import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

export type Served = { readonly url: string; stop(): Promise<void> };

/** Serves a `Request → Response` handler on 127.0.0.1; port 0 takes a free one. */
export async function serveHandler(
  handle: (request: Request) => Promise<Response>,
  port = 0,
): Promise<Served> {
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const response = await handle(await asRequest(incoming)).catch(
        (error: unknown) => new Response(String(error), { status: 500 }),
      );
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      outgoing.end(Buffer.from(await response.arrayBuffer()));
    })();
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function asRequest(incoming: IncomingMessage): Promise<Request> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers))
    if (value !== undefined) headers.set(name, [value].flat().join(", "));
  const method = incoming.method ?? "GET";
  const bytes = new Uint8Array(await buffer(incoming));
  const body = method === "GET" || method === "HEAD" ? undefined : bytes;
  return new Request(`http://${incoming.headers.host}${incoming.url}`, { method, headers, body });
}
