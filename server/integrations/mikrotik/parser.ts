import { RouterProtocolError } from "./errors";

/** Reads the bytes of one word as text; a code page's `decode`. */
export type DecodeWord = (bytes: Buffer, start: number, end: number) => string;

export type ParserLimits = {
  readonly maxWordBytes: number;
  /** Bytes of all words, and 16 for each word: many tiny words cost memory too. */
  readonly maxSentenceBytes: number;
};

const LIMITS: ParserLimits = { maxWordBytes: 1 << 20, maxSentenceBytes: 4 << 20 };
const WORD_COST = 16;
const FIRST_ROOM = 1024;

/**
 * RouterOS' words out of any fragments: a word is a length of one to five bytes and its bytes, an empty word ends the
 * sentence (help.mikrotik.com, API). Pure: no socket, no clock. Holds at most one unfinished sentence; of a word that is
 * announced and not there yet, no more room than twice what came. Never throws: after `failure` nothing can be read on.
 */
export class SentenceParser {
  /** Why the stream cannot be read any further; what came before it was still given out. */
  failure: RouterProtocolError | undefined;
  readonly #decode: DecodeWord;
  readonly #limits: ParserLimits;
  #words: string[] = [];
  #cost = 0;
  /** Bytes of the length still to come, and its value so far. */
  #lengthLeft = 0;
  #length = 0;
  /** A word that is cut by the end of a fragment: its bytes so far. */
  #part: Buffer | undefined;
  #partSize = 0;

  constructor(decode: DecodeWord, limits: Partial<ParserLimits> = {}) {
    this.#decode = decode;
    this.#limits = { ...LIMITS, ...limits };
  }

  /** Bytes of room held for what is not finished. */
  get held(): number {
    return this.#cost + (this.#part?.length ?? 0);
  }

  /** The sentences that these bytes complete; empty sentences are left out. */
  push(bytes: Uint8Array): string[][] {
    const chunk = Buffer.isBuffer(bytes)
      ? bytes
      : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const sentences: string[][] = [];
    let at = 0;
    while (at < chunk.length && !this.failure)
      at = this.#part
        ? this.#continueWord(chunk, at, sentences)
        : this.#readLength(chunk, at, sentences);
    return sentences;
  }

  #readLength(chunk: Buffer, from: number, sentences: string[][]): number {
    let at = from;
    if (this.#lengthLeft === 0) {
      this.#startLength(chunk[at] ?? 0);
      at += 1;
    }
    for (; this.#lengthLeft > 0 && at < chunk.length && !this.failure; at++) {
      this.#length = this.#length * 256 + (chunk[at] ?? 0);
      this.#lengthLeft -= 1;
    }
    if (this.#lengthLeft > 0 || this.failure) return at;
    return this.#startWord(chunk, at, sentences);
  }

  #startLength(first: number): void {
    this.#length = first;
    if (first < 0x80) return;
    if (first < 0xc0) [this.#length, this.#lengthLeft] = [first & 0x3f, 1];
    else if (first < 0xe0) [this.#length, this.#lengthLeft] = [first & 0x1f, 2];
    else if (first < 0xf0) [this.#length, this.#lengthLeft] = [first & 0x0f, 3];
    else if (first === 0xf0) [this.#length, this.#lengthLeft] = [0, 4];
    else this.#fail(first >= 0xf8 ? "controlByte" : "lengthByte", `0x${first.toString(16)}`);
  }

  /** The length is known: the whole word if it is here, else the room for it. */
  #startWord(chunk: Buffer, at: number, sentences: string[][]): number {
    const length = this.#length;
    if (length === 0) {
      if (this.#words.length > 0) sentences.push(this.#words);
      this.#words = [];
      this.#cost = 0;
      return at;
    }
    const { maxWordBytes, maxSentenceBytes } = this.#limits;
    if (length > maxWordBytes) this.#fail("wordTooLong", `${length} bytes`);
    else if (this.#cost + length + WORD_COST > maxSentenceBytes)
      this.#fail("sentenceTooLong", `over ${maxSentenceBytes} bytes`);
    if (this.failure) return at;
    if (at + length <= chunk.length) {
      this.#endWord(this.#decode(chunk, at, at + length), length);
      return at + length;
    }
    this.#part = Buffer.allocUnsafeSlow(Math.min(length, FIRST_ROOM));
    this.#partSize = 0;
    return at;
  }

  #continueWord(chunk: Buffer, at: number, _sentences: string[][]): number {
    const take = Math.min(this.#length - this.#partSize, chunk.length - at);
    const size = this.#partSize + take;
    const part = this.#roomFor(size);
    chunk.copy(part, this.#partSize, at, at + take);
    this.#partSize = size;
    if (size === this.#length) {
      this.#part = undefined;
      this.#endWord(this.#decode(part, 0, size), size);
    }
    return at + take;
  }

  #roomFor(size: number): Buffer {
    const part = this.#part ?? Buffer.alloc(0);
    if (size <= part.length) return part;
    const grown = Buffer.allocUnsafeSlow(Math.min(this.#length, Math.max(size, part.length * 2)));
    part.copy(grown, 0, 0, this.#partSize);
    this.#part = grown;
    return grown;
  }

  #endWord(word: string, size: number): void {
    this.#words.push(word);
    this.#cost += size + WORD_COST;
  }

  #fail(problem: ConstructorParameters<typeof RouterProtocolError>[0], detail: string): void {
    this.failure = new RouterProtocolError(problem, detail);
    this.#words = [];
    this.#part = undefined;
    this.#cost = 0;
  }
}
