import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { LostAnswer } from "./handler";
import type { Qstash } from "./qstash";

const TICK_MS = 50;

/** The account on a real socket of 127.0.0.1, delivering by itself while it runs. */
export async function serveQstash(
  qstash: Qstash,
  port = 0,
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => void answer(qstash, request, response));
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  let delivering: Promise<unknown> | undefined;
  const timer = setInterval(() => {
    delivering ??= qstash.deliverDue().finally(() => (delivering = undefined));
  }, TICK_MS);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      clearInterval(timer);
      await delivering;
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(
  qstash: Qstash,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers.set(name, String(value));
  const { method = "GET", url = "/" } = request;
  const hasBody = method !== "GET" && method !== "HEAD";
  try {
    const given = await qstash.handle(
      new Request(`http://qstash.test${url}`, {
        method,
        headers,
        ...(hasBody && { body: Buffer.concat(chunks) }),
      }),
    );
    response.writeHead(given.status, Object.fromEntries(given.headers));
    response.end(Buffer.from(await given.arrayBuffer()));
  } catch (error) {
    if (error instanceof LostAnswer) request.socket.destroy();
    else response.writeHead(500).end(String(error));
  }
}
