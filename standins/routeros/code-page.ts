/** What a person reads on the router's screen: its bytes in the code page that its clients write in. */
export type CodePage = "utf8" | "win1252";

const WIN_1252 = new TextDecoder("windows-1252");
const LETTERS = WIN_1252.decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
const BYTES = new Map(Array.from(LETTERS, (letter, byte) => [letter, byte]));
// eslint-disable-next-line no-control-regex -- plain ASCII needs no conversion
const ASCII = /^[\u0000-\u007f]*$/;

/** Text as the router keeps it: one char a byte. What the code page lacks becomes «?». */
export function toBytes(text: string, page: CodePage): string {
  if (ASCII.test(text)) return text;
  if (page === "utf8") return Buffer.from(text, "utf8").toString("latin1");
  return Array.from(text, (letter) => String.fromCharCode(BYTES.get(letter) ?? 63)).join("");
}

/** The router's bytes as text. */
export function toText(bytes: string, page: CodePage): string {
  if (ASCII.test(bytes)) return bytes;
  const raw = Buffer.from(bytes, "latin1");
  return page === "utf8" ? raw.toString("utf8") : WIN_1252.decode(raw);
}
