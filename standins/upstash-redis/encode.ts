/**
 * A reply of Redis as the service writes it: integers and null as they are, strings as text,
 * or each one in base64 (but for `OK`) when the request asked with `Upstash-Encoding: base64`.
 */
export function encode(reply: unknown, base64: boolean): unknown {
  if (Array.isArray(reply)) return reply.map((item) => encode(item, base64));
  if (Buffer.isBuffer(reply))
    return encode(base64 ? reply.toString("latin1") : reply.toString(), base64);
  if (typeof reply !== "string") return reply;
  return base64 && reply !== "OK" ? Buffer.from(reply, "latin1").toString("base64") : reply;
}
