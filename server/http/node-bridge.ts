import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Invalid } from "@/server/kernel/errors";

/**
 * A node request as a web request; its body ends in Invalid(payload_too_large) beyond the cap.
 * Throws Invalid(malformed_request) for an address or method that is none.
 */
export function toRequest(
  req: IncomingMessage,
  options: { scheme: string; maxBodyBytes: number; signal: AbortSignal },
): Request {
  const method = req.method ?? "GET";
  const hasBody = method !== "GET" && method !== "HEAD";
  try {
    const headers = new Headers();
    for (let i = 0; i < req.rawHeaders.length; i += 2)
      headers.append(req.rawHeaders[i] ?? "", req.rawHeaders[i + 1] ?? "");
    // The Host header is vetted by resolveTenant; here it only has to parse.
    const url = new URL(req.url ?? "/", `${options.scheme}://${safeHost(req.headers.host)}`);
    const body = hasBody ? capped(req, options.maxBodyBytes) : undefined;
    const init = { method, headers, body, duplex: "half", signal: options.signal };
    return new Request(url, init as RequestInit);
  } catch (cause) {
    throw new Invalid("malformed_request", {}, { cause });
  }
}

/** Writes a web response; a client that went away is no error. */
export async function send(res: ServerResponse, response: Response): Promise<void> {
  res.statusCode = response.status;
  for (const [name, value] of response.headers)
    if (name !== "set-cookie") res.setHeader(name, value);
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) res.setHeader("set-cookie", cookies);
  if (!response.body || isSmall(response)) {
    const body = Buffer.from(await response.arrayBuffer());
    // 204 and 304 may not name a length.
    if (response.status !== 204 && response.status !== 304)
      res.setHeader("content-length", body.length);
    res.end(body);
    return;
  }
  await pipeline(Readable.fromWeb(response.body as never), res).catch((error: unknown) => {
    if ((error as { code?: string }).code !== "ERR_STREAM_PREMATURE_CLOSE") throw error;
  });
}

function capped(req: IncomingMessage, maxBytes: number): ReadableStream<Uint8Array> {
  let size = 0;
  const cap = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > maxBytes) done(new Invalid("payload_too_large"));
      else done(null, chunk);
    },
  });
  req.on("error", (error) => cap.destroy(error));
  req.pipe(cap);
  return Readable.toWeb(cap) as ReadableStream<Uint8Array>;
}

/** JSON and pages are whole already; anything else (files, event streams) flows. */
const isSmall = (response: Response): boolean =>
  /^(?:application\/(?:problem\+)?json|text\/(?:html|plain))/.test(
    response.headers.get("content-type") ?? "",
  );

const safeHost = (host: string | undefined): string =>
  host && /^[a-zA-Z0-9.-]+(?::\d{1,5})?$/.test(host) ? host : "invalid";
