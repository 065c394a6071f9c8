import { Invalid } from "@/server/kernel/errors";

/**
 * A PDF from its first byte to its last: nothing may follow the end mark, where a second file would hide.
 * What a PDF does inside (scripts, links) is not taken out: it is only ever served as an attachment.
 */
export function checkPdf(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (!/^%PDF-[12]\.\d/.test(text.toString("latin1", 0, 8))) throw new Invalid("file_damaged");
  const end = text.lastIndexOf("%%EOF");
  const tail = end < 0 ? "x" : text.toString("latin1", end + 5);
  if (!/^[\s\0]{0,64}$/.test(tail)) throw new Invalid("file_damaged");
  return bytes;
}
