import { RouterProtocolError } from "./errors";

/** Text ⇄ the bytes of one router. */
export interface CodePage {
  readonly decode: (bytes: Buffer, start: number, end: number) => string;
  /** Bytes of a text. Throws `RouterProtocolError` (unmappable) when a character has none; says not which. */
  sizeOf(text: string): number;
  write(bytes: Buffer, at: number, text: string): void;
}

/** Windows-1252 from 0x80 to 0x9F; the five bytes without a character are its C1 controls, so that every byte comes back. */
const WIN1252 =
  "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ" +
  Array.from({ length: 96 }, (_, i) => String.fromCharCode(0xa0 + i)).join("");

/** Of the encodings that TextDecoder knows. */
const SINGLE_BYTE =
  /^(?:ibm866|iso-8859-\d+(?:-i)?|koi8-[ru]|macintosh|windows-\d+|x-mac-cyrillic)$/;

const NOT_ASCII = /[\u0080-\u00ff]/;

/**
 * "utf8": a word that is not UTF-8 (an old WinBox wrote it) is read as Windows-1252 instead of losing its letters.
 * "win1252" and the other single-byte pages: what has no byte is refused, never replaced: a changed password or user name
 * would be another one. Comments go through `asciiOf` before. Throws `RangeError` for a page of several bytes a letter.
 */
export function codePageOf(name: string): CodePage {
  if (/^utf-?8$/i.test(name)) return utf8;
  const known = pages.get(name) ?? singleByte(upperHalf(name));
  pages.set(name, known);
  return known;
}

const pages = new Map<string, CodePage>();

const utf8: CodePage = {
  decode: (bytes, start, end) => {
    const text = bytes.toString("utf8", start, end);
    return text.includes("\uFFFD") ? notUtf8(text, bytes, start, end) : text;
  },
  sizeOf: (text) => {
    if (!text.isWellFormed()) throw new RouterProtocolError("unmappable", "a lone surrogate");
    return Buffer.byteLength(text);
  },
  write: (bytes, at, text) => void bytes.write(text, at, "utf8"),
};

/** A text may hold U+FFFD itself; then its bytes come back the same. */
function notUtf8(text: string, bytes: Buffer, start: number, end: number): string {
  const same = Buffer.from(text).equals(bytes.subarray(start, end));
  return same ? text : codePageOf("win1252").decode(bytes, start, end);
}

function upperHalf(name: string): string {
  if (/^(?:win|windows-?|cp)1252$/i.test(name)) return WIN1252;
  const label = name.replace(/^(?:win|cp)(?=125\d$)/i, "windows-");
  const decoder = new TextDecoder(label);
  if (!SINGLE_BYTE.test(decoder.encoding))
    throw new RangeError(`not a single-byte code page: ${label}`);
  const half = Array.from({ length: 128 }, (_, i) => decoder.decode(Uint8Array.of(0x80 + i)));
  return half.join("");
}

function singleByte(half: string): CodePage {
  const byteOf = new Map<number, number>();
  for (let i = 0; i < 128; i++) if (half[i] !== "\uFFFD") byteOf.set(half.charCodeAt(i), 0x80 + i);
  const letter = (raw: string) => half[raw.charCodeAt(0) - 0x80] ?? raw;
  return {
    decode: (bytes, start, end) => {
      const raw = bytes.toString("latin1", start, end);
      return NOT_ASCII.test(raw) ? raw.replace(/[\u0080-\u00ff]/g, letter) : raw;
    },
    sizeOf: (text) => {
      const composed = text.normalize("NFC");
      for (let i = 0; i < composed.length; i++) {
        const code = composed.charCodeAt(i);
        if (code >= 0x80 && !byteOf.has(code))
          throw new RouterProtocolError("unmappable", "a character that the code page lacks");
      }
      return composed.length;
    },
    write: (bytes, at, text) => {
      const composed = text.normalize("NFC");
      for (let i = 0; i < composed.length; i++) {
        const code = composed.charCodeAt(i);
        bytes[at + i] = code < 0x80 ? code : (byteOf.get(code) ?? 0x3f);
      }
    },
  };
}
