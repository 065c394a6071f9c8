import { isDay, type Day } from "./day";

/**
 * An amount as spreadsheets here write it → a decimal text; undefined when it is none: `1.234,56`, `1,234.56`,
 * `S/ 120`, `(50.00)`, `-50`. One separator followed by exactly three digits is a thousands' one only where another
 * group says so; alone it is decimal for commas and thousands' for neither: `1.234` is refused as ambiguous.
 */
export function readAmount(text: string): string | undefined {
  const negative = /^\s*\(.*\)\s*$/.test(text) || /^\s*[^\d]*-/.test(text);
  const digits = text
    .replaceAll(/[()\-+]/g, "")
    .replaceAll(/^[^\d.,]+|[^\d.,]+$/g, "")
    .replaceAll(/[\s ']/g, "");
  if (!/^\d[\d.,]*$/.test(digits)) return undefined;
  const plain = plainDecimal(digits);
  if (plain === undefined) return undefined;
  return negative && Number(plain) !== 0 ? `-${plain}` : plain;
}

function plainDecimal(digits: string): string | undefined {
  const marks = digits.replaceAll(/\d/g, "");
  if (marks === "") return digits;
  const last = marks.at(-1) ?? "";
  const other = [...marks].find((mark) => mark !== last);
  if (other === undefined && marks.length > 1)
    return grouped(digits, last) ? strip(digits, last) : undefined;
  if (other === undefined) {
    const [, decimals = ""] = digits.split(last);
    if (decimals.length === 3) return undefined;
    return decimals === "" ? undefined : digits.replace(last, ".");
  }
  const [whole = "", decimals = ""] = [
    digits.slice(0, digits.lastIndexOf(last)),
    digits.slice(digits.lastIndexOf(last) + 1),
  ];
  if (whole.includes(last) || decimals === "" || !grouped(whole, other)) return undefined;
  return `${strip(whole, other)}.${decimals}`;
}

const strip = (text: string, mark: string): string => text.replaceAll(mark, "");

/** `1.234.567`: groups of three after the first. */
const grouped = (text: string, mark: string): boolean =>
  text.split(mark).every((group, at) => (at === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(group));

/** `2026-01-31`, `31/01/2026`, `31-1-26`, `31.01.2026`; undefined when it is no day that exists. Day before month, as here. */
export function readDay(text: string): Day | undefined {
  const given = text.trim().replace(/T.*$/, "");
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(given);
  const local = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{2}|\d{4})$/.exec(given);
  const [year, month, day] = iso
    ? [iso[1], iso[2], iso[3]]
    : local
      ? [(local[3] ?? "").padStart(4, "20"), local[2], local[1]]
      : [];
  const text8 = `${year}-${month?.padStart(2, "0")}-${day?.padStart(2, "0")}`;
  return isDay(text8) ? text8 : undefined;
}
