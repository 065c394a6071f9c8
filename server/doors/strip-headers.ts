import type { IncomingMessage } from "node:http";

/**
 * Headers that steer Next, name tenants or claim addresses. Only our own server may set them:
 * several of the framework's CVEs were such a header believed from outside.
 */
const FORGEABLE =
  /^(?:x-middleware-|x-nextjs-|x-invoke-|x-matched-path|x-next-|x-tenant|x-trama-|x-forwarded-|x-real-ip|x-original-|x-rewrite-|x-http-method-override|forwarded$|next-action|x-request-id$|x-nonce)/i;

/** Removes them from a request before anything looks at it, from the parsed and the raw headers. */
export function stripHeaders(req: IncomingMessage): void {
  // `rawHeaders` names every header that `headers` has; most requests carry none of these.
  if (!req.rawHeaders.some((text, i) => i % 2 === 0 && FORGEABLE.test(text))) return;
  for (const name of Object.keys(req.headers)) if (FORGEABLE.test(name)) delete req.headers[name];
  const kept: string[] = [];
  for (let i = 0; i < req.rawHeaders.length; i += 2) {
    const name = req.rawHeaders[i] ?? "";
    if (!FORGEABLE.test(name)) kept.push(name, req.rawHeaders[i + 1] ?? "");
  }
  req.rawHeaders.splice(0, req.rawHeaders.length, ...kept);
}
