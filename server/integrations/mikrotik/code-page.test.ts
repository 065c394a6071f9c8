import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codePageOf } from "./code-page";
import { encodeSentence } from "./codec";
import { RouterProtocolError } from "./errors";
import { SentenceParser } from "./parser";
import { readReply } from "./read-reply";

const bytesOf = (name: string, text: string): Buffer => {
  const page = codePageOf(name);
  const bytes = Buffer.alloc(page.sizeOf(text));
  page.write(bytes, 0, text);
  return bytes;
};
const textOf = (name: string, bytes: Buffer) => codePageOf(name).decode(bytes, 0, bytes.length);

describe("a code page", () => {
  test.each(["win1252", "windows-1251", "iso-8859-2"])("%s: every byte comes back", (name) => {
    const all = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    expect(bytesOf(name, textOf(name, all))).toEqual(all);
  });

  test("any text comes back from UTF-8 as it went; from win1252 as it went or it is refused", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
        expect(textOf("utf8", bytesOf("utf8", text))).toBe(text);
        const back = (): string => textOf("win1252", bytesOf("win1252", text));
        try {
          expect(back()).toBe(text.normalize("NFC"));
        } catch (error) {
          expect(error).toBeInstanceOf(RouterProtocolError);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  test("win1252 writes what WinBox writes, accents composed; what it lacks is refused and not told", () => {
    expect(bytesOf("win1252", "Pen\u0303a 5 €").toString("latin1")).toBe("Peña 5 \u0080");
    expect(() => bytesOf("win1252", "clave📡")).toThrow(/^unmappable: (?!.*clave)/);
    expect(() => bytesOf("utf8", "\ud83d")).toThrow("unmappable");
  });

  test("pages of several bytes a letter, and pages that nobody knows, are refused", () => {
    expect(() => codePageOf("shift_jis")).toThrow(RangeError);
    expect(() => codePageOf("klingon")).toThrow(RangeError);
  });
});

test("attributes come back whatever is in them, with the tag at any place", () => {
  const name = fc.stringMatching(/^[a-z.][a-z0-9.-]{0,12}$/);
  const rows = fc.dictionary(name, fc.string({ unit: "grapheme", maxLength: 40 }), { maxKeys: 8 });
  fc.assert(
    fc.property(rows, fc.nat(8), (row, place) => {
      const words = Object.entries(row).map(([key, value]) => `=${key}=${value}`);
      words.splice(place, 0, ".tag=z9");
      const page = codePageOf("utf8");
      const [read = []] = new SentenceParser(page.decode).push(
        encodeSentence(["!re", ...words], page),
      );
      expect(readReply(read)).toMatchObject({ kind: "!re", tag: "z9", bare: [] });
      expect(readReply(read).attributes).toEqual({ ...row });
    }),
  );
});
