import { Invalid } from "@/server/kernel/errors";
import { type CsvRow, decodeText, parseCsv } from "@/server/kernel/parse-csv";
import { type SheetCell, toCells } from "@/server/kernel/sheet-cells";
import type { Ctx } from "@/server/tenancy/context";
import { openFile } from "./open-file";
import { XLSX } from "./rules";

/**
 * An uploaded CSV (`,` `;` or tab; UTF-8 or Windows-1252) or XLSX (its first sheet) → header and rows, as texts. Call it
 * outside any transaction. Throws Invalid: import_not_csv, import_broken, import_empty, import_too_long.
 */
export async function readTable(
  ctx: Ctx,
  fileId: string,
  maxRows: number,
): Promise<{ header: string[]; rows: CsvRow[] }> {
  const { file, bytes } = await openFile(ctx, { id: fileId });
  const [head, ...rows] = await rowsOf(file.mediaType, bytes);
  if (!head || rows.length === 0) throw new Invalid("import_empty");
  if (rows.length > maxRows) throw new Invalid("import_too_long", { max: maxRows });
  return { header: head.cells, rows };
}

async function rowsOf(mediaType: string, bytes: Uint8Array): Promise<CsvRow[]> {
  if (mediaType === "text/csv" || mediaType === "text/plain")
    return parseCsv(decodeText(bytes).text);
  if (mediaType !== XLSX) throw new Invalid("import_not_csv");
  const { readSheet } = await import("read-excel-file/node");
  try {
    // Its types name the constructor where a cell holds the thing.
    return toCells((await readSheet(Buffer.from(bytes))) as SheetCell[][]);
  } catch (cause) {
    throw new Invalid("import_broken", {}, { cause });
  }
}
