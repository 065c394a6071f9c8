import { request as undiciRequest } from "undici";
import { type Hop, nextHop, REDIRECTS } from "./next-hop";
import { readCappedBody } from "./read-capped-body";
import { dispatcherFor } from "./transports";
import type { OutboundFetch, VendorCall, VendorLimits } from "./types";
import { VendorFailure } from "./vendor-failure";
import { vetUrl } from "./vet-url";

/** No `br`, `zstd` or stacked encodings: a decompression bomb has one door, and that one is capped. */
const ACCEPT_ENCODING = "gzip, identity";

/**
 * A `fetch` bound to one call: its signal, caps and address rules.
 * Redirects are followed only up to `call.maxRedirects`, each hop vetted like the first.
 * Throws `VendorFailure` for network trouble, refused addresses and answers over the cap.
 */
export function outboundFetch(
  call: VendorCall,
  limits: VendorLimits,
  signal: AbortSignal,
): OutboundFetch {
  const transport = call.transport ?? { kind: "vendor" };
  const dispatcher = dispatcherFor(transport);
  return async (input, init) => {
    let hop = await asHop(input, init);
    const signals = hop.signal ? AbortSignal.any([signal, hop.signal]) : signal;
    for (let redirects = 0; ; redirects++) {
      vetUrl(hop.url, transport);
      const answer = await undiciRequest(hop.url, {
        dispatcher,
        method: hop.method as "GET",
        headers: hop.headers,
        body: hop.body,
        signal: signals,
        headersTimeout: call.deadlineMs,
        bodyTimeout: call.deadlineMs,
      });
      const location = answer.headers.location;
      const follow = REDIRECTS.has(answer.statusCode) && redirects < (call.maxRedirects ?? 0);
      if (!follow || typeof location !== "string")
        return asResponse(answer, hop, limits.maxResponseBytes);
      await answer.body.dump();
      hop = nextHop(hop, answer.statusCode, location);
    }
  };
}

/** `Request` does the normalising: it encodes forms and refuses credentials in the address. */
async function asHop(input: string | URL | Request, init?: RequestInit): Promise<Hop> {
  const request = new Request(input, init);
  const bytes = new Uint8Array(await request.arrayBuffer());
  const headers = Object.fromEntries(request.headers);
  delete headers["content-length"];
  return {
    url: new URL(request.url),
    method: request.method,
    headers: { "user-agent": "Trama/1", ...headers, "accept-encoding": ACCEPT_ENCODING },
    body: bytes.length > 0 ? bytes : null,
    signal: init?.signal ?? undefined,
  };
}

type Answer = Awaited<ReturnType<typeof undiciRequest>>;

async function asResponse(answer: Answer, hop: Hop, maxBytes: number): Promise<Response> {
  const bytes = await readCappedBody(answer.body, answer.headers["content-encoding"], maxBytes);
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers))
    for (const one of Array.isArray(value) ? value : [value ?? ""]) headers.append(name, one);
  // The body is given out decoded; its old length and coding would lie.
  headers.delete("content-encoding");
  headers.delete("content-length");
  const { statusCode: status } = answer;
  if (status < 200 || status > 599)
    throw new VendorFailure("server", `vendor answered with status ${status}`);
  const empty = status === 204 || status === 205 || status === 304 || hop.method === "HEAD";
  return new Response(empty ? null : new Uint8Array(bytes), { status, headers });
}
