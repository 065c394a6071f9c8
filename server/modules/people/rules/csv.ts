type Cell = string | number | boolean | null;

/**
 * RFC 4180 with CRLF and a byte-order mark (Excel reads UTF-8 by it). A text that a spreadsheet would take for a
 * formula gets an apostrophe before it (OWASP, CSV injection); numbers stay numbers.
 */
export const toCsv = (rows: readonly (readonly Cell[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;

function cell(value: Cell): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const safe = /^[\s]*[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
