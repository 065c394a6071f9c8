/** A cell of a spreadsheet as its reader gives it. */
export type SheetCell = string | number | boolean | Date | null | undefined;

/** Spreadsheet rows as texts, as a CSV would give them: days as `YYYY-MM-DD`, numbers with a point and all their digits. */
export function toCells(
  rows: readonly (readonly SheetCell[])[],
): { line: number; cells: string[] }[] {
  return rows.flatMap((row, at) => {
    const cells = row.map(textOf);
    return cells.some((cell) => cell !== "") ? [{ line: at + 1, cells }] : [];
  });
}

function textOf(cell: SheetCell): string {
  if (cell === null || cell === undefined) return "";
  if (cell instanceof Date)
    return Number.isNaN(cell.getTime()) ? "" : cell.toISOString().slice(0, 10);
  // A point and three decimals would read as thousands: what a sheet calculates is money, two decimals are enough.
  if (typeof cell === "number") return Number.isInteger(cell) ? String(cell) : decimalText(cell);
  return String(cell).trim();
}

const decimalText = (value: number): string => {
  const short = String(Number(value.toFixed(6)));
  return /\.\d{3}$/.test(short) ? `${short}0` : short;
};
