import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codePageOf } from "./code-page";
import { encodeSentence } from "./codec";
import { SentenceParser } from "./parser";

const page = codePageOf("utf8");
const wire = (sentences: readonly string[][]) =>
  Buffer.concat(sentences.map((words) => encodeSentence(words, page)));
const parser = (limits = {}) => new SentenceParser(page.decode, limits);
const word = fc.oneof(
  { weight: 8, arbitrary: fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }) },
  { weight: 1, arbitrary: fc.nat(300).map((n) => `=comment=${"ñ".repeat(n + 60)}`) },
  { weight: 1, arbitrary: fc.constantFrom(127, 128, 16_383, 16_384).map((n) => "x".repeat(n)) },
);
const sentences = fc.array(fc.array(word, { minLength: 1, maxLength: 6 }), { maxLength: 6 });

/** The bytes in fragments of these sizes, round and round. */
function fragments(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const parts: Buffer[] = [];
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    parts.push(bytes.subarray(at, at + size));
    at += size;
  }
  return parts;
}

describe("sentences come out as they went in", () => {
  test("in any fragments", () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(sentences, sizes, (said, cut) => {
        const reader = parser();
        const read = fragments(wire(said), cut).flatMap((part) => reader.push(part));
        expect(read).toEqual(said);
        expect(reader.held).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  test("byte by byte, and cut in two at every offset, a length of each size among them", () => {
    const said = [
      ["!re", ".tag=1", `=a=${"x".repeat(0x7f - 3)}`, `=b=${"y".repeat(0x80 - 3)}`],
      ["!re", `=c=${"z".repeat(0x4000 - 3)}`, "=name=Peña=Ñandú 🛰"],
      ["!done", ".tag=1"],
    ];
    const bytes = wire(said);
    const reader = parser();
    expect([...bytes].flatMap((byte) => reader.push(Uint8Array.of(byte)))).toEqual(said);
    for (let at = 0; at <= bytes.length; at++) {
      const halves = parser();
      const read = [...halves.push(bytes.subarray(0, at)), ...halves.push(bytes.subarray(at))];
      if (read.length !== 3 || read[1]?.[2] !== said[1]?.[2]) expect.fail(`cut at ${at}`);
    }
  });

  test("with lengths of two, three and four bytes", () => {
    const limits = { maxWordBytes: 1 << 22, maxSentenceBytes: 1 << 23 };
    for (const size of [0x3fff, 0x4000, 0x1fffff, 0x200000]) {
      const bytes = encodeSentence(["x".repeat(size)], page);
      const reader = parser(limits);
      const read = fragments(bytes, [1, 1, 1, 1, 1, 1 << 18]).flatMap((part) => reader.push(part));
      expect(read[0]?.[0]?.length).toBe(size);
    }
    // Five bytes are also allowed where one would do.
    const long = Buffer.from([0xf0, 0, 0, 0, 3, 0x21, 0x72, 0x65, 0]);
    expect(parser().push(long)).toEqual([["!re"]]);
  });

  test.each([
    [0x7f, "7f"],
    [0x80, "8080"],
    [0x3fff, "bfff"],
    [0x4000, "c04000"],
    [0x1fffff, "dfffff"],
    [0x200000, "e0200000"],
    [0x0fffffff, "efffffff"],
    [0x10000000, "f010000000"],
  ])("a word of %s bytes is announced by %s", (size, prefix) => {
    const empty = { ...page, sizeOf: () => size, write: () => undefined };
    const bytes = encodeSentence(["word"], empty);
    expect(bytes.length).toBe(prefix.length / 2 + size + 1);
    expect(bytes.subarray(0, prefix.length / 2).toString("hex")).toBe(prefix);
  });

  test("empty sentences are nothing", () => {
    expect(parser().push(Uint8Array.of(0, 0, 3, 0x21, 0x72, 0x65, 0, 0))).toEqual([["!re"]]);
  });
});

describe("what cannot be read is refused once and for all, after what came before it", () => {
  const fine = encodeSentence(["!done"], page);
  test.each([
    [0xf8, "controlByte"],
    [0xff, "controlByte"],
    [0xf1, "lengthByte"],
    [0xf7, "lengthByte"],
  ])("a word that begins with 0x%s", (byte, problem) => {
    const reader = parser();
    expect(reader.push(Buffer.concat([fine, Buffer.from([byte]), fine]))).toEqual([["!done"]]);
    expect(reader.failure?.problem).toBe(problem);
    expect(reader.push(fine)).toEqual([]);
    expect(reader.held).toBe(0);
  });

  test("a word or a sentence over its cap, before any room is made for it", () => {
    const announced = parser();
    announced.push(Uint8Array.of(0xf0, 0x7f, 0xff, 0xff, 0xff));
    expect([announced.failure?.problem, announced.held]).toEqual(["wordTooLong", 0]);
    const endless = parser({ maxSentenceBytes: 10_000 });
    while (!endless.failure) {
      endless.push(Uint8Array.of(1, 0x41));
      expect(endless.held).toBeLessThanOrEqual(10_000);
    }
    expect(endless.failure.problem).toBe("sentenceTooLong");
  });

  test("a word that is announced and never comes takes no room", () => {
    const reader = parser();
    reader.push(Uint8Array.of(0xcf, 0xff, 0xff));
    expect(reader.failure).toBeUndefined();
    expect(reader.held).toBeLessThan(2_048);
  });
});

describe("fuzzed", () => {
  // A million under SOAK=1; what a random stream of bytes may hold stays within the caps all the while.
  const cases = process.env.SOAK ? 1_000_000 : 20_000;
  const limits = { maxWordBytes: 4_096, maxSentenceBytes: 16_384 };

  test(
    `${cases} hostile streams: never thrown, bounded, the same in any fragments`,
    { timeout: 900_000 },
    () => {
      const next = randoms(7);
      const started = performance.now();
      let peak = 0;
      let most = 0;
      for (let i = 0; i < cases; i++) {
        const bytes = hostile(next);
        const whole = parser(limits);
        const read = whole.push(bytes);
        const cut = parser(limits);
        const again: string[][] = [];
        for (let at = 0; at < bytes.length;) {
          const size = 1 + (next() % 64);
          again.push(...cut.push(bytes.subarray(at, at + size)));
          most = Math.max(most, cut.held);
          at += size;
        }
        if (JSON.stringify(again) !== JSON.stringify(read)) expect.fail(`case ${i}`);
        if (cut.failure?.problem !== whole.failure?.problem) expect.fail(`failure of case ${i}`);
        if (i % 1_000 === 0) peak = Math.max(peak, process.memoryUsage().rss);
      }
      expect(most).toBeLessThanOrEqual(16_384 + 2 * 4_096);
      expect(peak >> 20, "megabytes of the process").toBeLessThan(512);
      if (process.env.SOAK)
        process.stdout.write(
          `fuzz: ${cases} cases in ${Math.round(performance.now() - started)} ms, peak ${peak >> 20} MB, held ≤ ${most}\n`,
        );
    },
  );
});

/** xorshift32: the same million every time. */
function randoms(seed: number): () => number {
  let x = seed;
  return () => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return x >>> 0;
  };
}

/** Noise, a good stream with bytes flipped, one cut short, or lengths that lie. */
function hostile(next: () => number): Buffer {
  const kind = next() % 4;
  if (kind === 0) return Buffer.from(Array.from({ length: next() % 96 }, () => next() & 0xff));
  const said = Array.from({ length: 1 + (next() % 3) }, () =>
    Array.from({ length: 1 + (next() % 4) }, () => `=k${next() % 9}=${"é".repeat(next() % 90)}`),
  );
  const bytes = wire(said);
  if (kind === 1) return bytes.subarray(0, next() % bytes.length);
  const flips = kind === 2 ? 1 + (next() % 4) : 0;
  for (let i = 0; i < flips; i++) bytes[next() % bytes.length] = next() & 0xff;
  if (kind === 3) bytes[0] = [0x80, 0xbf, 0xc0, 0xdf, 0xe0, 0xef, 0xf0, 0xf8][next() % 8] ?? 0;
  return bytes;
}
