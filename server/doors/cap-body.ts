import { Invalid } from "@/server/kernel/errors";

/**
 * The request with a body of at most `maxBytes`: throws Invalid("payload_too_large") at once where the sender says its
 * length; where it does not, reading on fails with the same when it has become too much.
 */
export function capBody(request: Request, maxBytes: number): Request {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes)
    throw new Invalid("payload_too_large");
  if (!request.body) return request;
  const { url, method, headers, signal } = request;
  const body = request.body.pipeThrough(counter(maxBytes));
  return new Request(url, { method, headers, signal, body, duplex: "half" } as RequestInit);
}

function counter(maxBytes: number): TransformStream<Uint8Array, Uint8Array> {
  let size = 0;
  return new TransformStream({
    transform: (chunk, controller) => {
      size += chunk.length;
      if (size > maxBytes) throw new Invalid("payload_too_large");
      controller.enqueue(chunk);
    },
  });
}
