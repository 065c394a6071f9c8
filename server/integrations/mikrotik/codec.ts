import type { CodePage } from "./code-page";

/** How many bytes announce a word of this length: 1 below 0x80, 2 below 0x4000, 3 below 0x200000, 4 below 0x10000000, else 5. */
function prefixSize(length: number): number {
  if (length < 0x80) return 1;
  if (length < 0x4000) return 2;
  if (length < 0x200000) return 3;
  return length < 0x10000000 ? 4 : 5;
}

const MARKS = [0, 0, 0x80, 0xc0, 0xe0, 0xf0];

/** The sentence as it goes on the wire, its ending zero included. Throws `RouterProtocolError` for text that the page lacks. */
export function encodeSentence(words: readonly string[], page: CodePage): Buffer {
  const sizes = words.map((word) => page.sizeOf(word));
  const bytes = Buffer.allocUnsafe(
    sizes.reduce((sum, size) => sum + prefixSize(size) + size, 0) + 1,
  );
  let at = 0;
  for (const [index, word] of words.entries()) {
    const size = sizes[index] ?? 0;
    at = writeLength(bytes, at, size);
    page.write(bytes, at, word);
    at += size;
  }
  bytes[at] = 0;
  return bytes;
}

function writeLength(bytes: Buffer, at: number, length: number): number {
  const size = prefixSize(length);
  if (size === 5) bytes.writeUInt32BE(length, at + 1);
  else bytes.writeUIntBE(length, at, size);
  bytes[at] = (size === 5 ? 0 : (bytes[at] ?? 0)) | (MARKS[size] ?? 0);
  return at + size;
}
