import type { Readable } from "node:stream";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { VendorFailure } from "./vendor-failure";

const gunzipAsync = promisify(gunzip);

/** Reads an answer whole, at most `maxBytes` before and after decompression; throws `VendorFailure` beyond. */
export async function readCappedBody(
  body: Readable,
  encoding: string | string[] | undefined,
  maxBytes: number,
): Promise<Buffer> {
  const raw = await readCapped(body, maxBytes);
  const coding = Array.isArray(encoding) ? encoding.join(",") : (encoding ?? "identity");
  if (coding === "identity" || coding === "" || raw.length === 0) return raw;
  if (coding.trim().toLowerCase() !== "gzip")
    throw new VendorFailure("rejected", "answer in an encoding that was not asked for");
  try {
    return await gunzipAsync(raw, { maxOutputLength: maxBytes });
  } catch (cause) {
    throw new VendorFailure("rejected", "answer does not decompress within the cap", { cause });
  }
}

async function readCapped(body: Readable, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) {
      body.destroy();
      throw new VendorFailure("rejected", `answer is over ${maxBytes} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
