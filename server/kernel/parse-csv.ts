/** A file's text, and which encoding it was in. */
export type DecodedText = { text: string; encoding: "utf-8" | "utf-16" | "windows-1252" };

/** UTF-8's mark as Windows-1252 reads it: some program put it before a file that is not UTF-8. */
const STRAY_MARK = /^\u00EF\u00BB\u00BF/;

/**
 * Bytes → text without a mark: UTF-16 where a mark says so, UTF-8 where they are valid UTF-8, else Windows-1252, as
 * spreadsheets here save it. Throws for what calls itself UTF-16 and is not.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const [first, second] = bytes;
  const wide =
    first === 0xff && second === 0xfe ? "le" : first === 0xfe && second === 0xff ? "be" : "";
  if (wide)
    return {
      text: new TextDecoder(`utf-16${wide}`, { fatal: true }).decode(bytes),
      encoding: "utf-16",
    };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "utf-8" };
  } catch {
    const text = new TextDecoder("windows-1252").decode(bytes).replace(STRAY_MARK, "");
    return { text, encoding: "windows-1252" };
  }
}

export const SEPARATORS = [",", ";", "\t"] as const;
export type Separator = (typeof SEPARATORS)[number];

/** The separator that stands most often, outside quotes, in the first line that has any: banks write whose file it is above. */
export function guessSeparator(text: string): Separator {
  const count = new Map<string, number>();
  let quoted = false;
  for (const char of text.replace(/^\uFEFF/, "")) {
    if (char === '"') quoted = !quoted;
    else if (!quoted && (char === "\n" || char === "\r")) {
      if (SEPARATORS.some((one) => count.has(one))) break;
    } else if (!quoted) count.set(char, (count.get(char) ?? 0) + 1);
  }
  return SEPARATORS.reduce((best, one) =>
    (count.get(one) ?? 0) > (count.get(best) ?? 0) ? one : best,
  );
}

/** A row of a file and the line on which it begins (1 is the first). */
export type CsvRow = { line: number; cells: string[] };

/**
 * CSV (RFC 4180) → rows: quoted fields may hold separators, quotes (doubled) and line ends; CRLF, LF and CR end lines;
 * lines without anything are left out; what stands behind a closing quote counts as it is. An unclosed quote takes the
 * rest of the file, as spreadsheets do. Pure, one pass.
 */
export function parseCsv(text: string, separator: Separator = guessSeparator(text)): CsvRow[] {
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let [line, began, at] = [1, 1, text.startsWith("\uFEFF") ? 1 : 0];
  const endRow = () => {
    if (cells.length > 1 || cells[0] !== "") rows.push({ line: began, cells });
    cells = [];
    began = line;
  };
  while (at < text.length) {
    const { value, next, newLines } = readCell(text, at, separator);
    cells.push(value);
    line += newLines;
    const end = text[next];
    at = next + 1;
    if (end === separator) {
      if (at >= text.length) cells.push("");
      continue;
    }
    if (end === "\r" && text[at] === "\n") at += 1;
    if (end !== undefined) line += 1;
    endRow();
  }
  if (cells.length > 0) endRow();
  return rows;
}

type Cell = { value: string; next: number; newLines: number };

/** One cell from `at`; `next` is the separator or line end behind it. */
function readCell(text: string, at: number, separator: string): Cell {
  if (text[at] !== '"') {
    const next = endOfPlain(text, at, separator);
    return { value: text.slice(at, next), next, newLines: 0 };
  }
  let value = "";
  let from = at + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    value += text.slice(from, quote < 0 ? undefined : quote);
    if (quote < 0) return { value, next: text.length, newLines: linesIn(value) };
    if (text[quote + 1] === '"') {
      value += '"';
      from = quote + 2;
      continue;
    }
    const next = endOfPlain(text, quote + 1, separator);
    return { value: value + text.slice(quote + 1, next), next, newLines: linesIn(value) };
  }
}

function endOfPlain(text: string, from: number, separator: string): number {
  let at = from;
  while (at < text.length && text[at] !== separator && text[at] !== "\n" && text[at] !== "\r") at++;
  return at;
}

const linesIn = (text: string): number => text.match(/\r\n|\r|\n/g)?.length ?? 0;
