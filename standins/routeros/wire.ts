/**
 * The API's framing, as a router speaks it. Words are byte strings here (one char a byte): RouterOS keeps and returns the
 * bytes that it was given and knows no encoding. Written apart from the product's client on purpose.
 */

/** Bytes of one sentence: each word behind its length, an empty word at the end. */
export function frame(words: readonly string[]): Buffer {
  let size = 1;
  for (const word of words) size += word.length + headerSize(word.length);
  const bytes = Buffer.allocUnsafe(size);
  let at = 0;
  for (const word of words) {
    at = writeHeader(bytes, at, word.length);
    at += bytes.write(word, at, "latin1");
  }
  bytes[at] = 0;
  return bytes;
}

const headerSize = (length: number): number =>
  length < 0x80 ? 1 : length < 0x4000 ? 2 : length < 0x20_0000 ? 3 : length < 0x1000_0000 ? 4 : 5;

function writeHeader(bytes: Buffer, at: number, length: number): number {
  const size = headerSize(length);
  if (size === 1) bytes[at] = length;
  else if (size === 2) bytes.writeUInt16BE(length | 0x8000, at);
  else if (size === 3) {
    bytes[at] = (length >>> 16) | 0xc0;
    bytes.writeUInt16BE(length & 0xffff, at + 1);
  } else if (size === 4) bytes.writeUInt32BE((length | 0xe000_0000) >>> 0, at);
  else {
    bytes[at] = 0xf0;
    bytes.writeUInt32BE(length, at + 1);
  }
  return at + size;
}

/** A word longer than this closes the session, as does a control byte (0xF8 and up). */
const LONGEST_WORD = 4 * 1024 * 1024;

/** Takes bytes as they come and gives the sentences that are whole; empty ones are ignored, as the router does. */
export class SentenceReader {
  private pending: Buffer = Buffer.alloc(0);
  private words: string[] = [];

  /** Throws where the stream cannot go on: a control byte, or a word beyond all measure. */
  push(chunk: Buffer): string[][] {
    let bytes = this.pending.length === 0 ? chunk : Buffer.concat([this.pending, chunk]);
    const sentences: string[][] = [];
    for (;;) {
      const header = readHeader(bytes);
      if (!header || bytes.length < header.size + header.length) break;
      const end = header.size + header.length;
      if (header.length > 0) this.words.push(bytes.toString("latin1", header.size, end));
      else if (this.words.length > 0) {
        sentences.push(this.words);
        this.words = [];
      }
      bytes = bytes.subarray(end);
    }
    this.pending = bytes;
    return sentences;
  }
}

function readHeader(bytes: Buffer): { size: number; length: number } | undefined {
  const first = bytes[0];
  if (first === undefined) return undefined;
  if (first >= 0xf8) throw new Error(`Control byte 0x${first.toString(16)}`);
  const size = first < 0x80 ? 1 : first < 0xc0 ? 2 : first < 0xe0 ? 3 : first < 0xf0 ? 4 : 5;
  if (bytes.length < size) return undefined;
  let length = size === 1 ? first : size === 5 ? 0 : first & (0xff >> size);
  for (let at = 1; at < size; at++) length = length * 256 + (bytes[at] ?? 0);
  if (length > LONGEST_WORD) throw new Error(`A word of ${length} bytes`);
  return { size, length };
}
