import { uploadFile } from "@/app/_trpc/upload-file";
import { type CsvRow, decodeText, guessSeparator, parseCsv } from "@/server/kernel/parse-csv";
import type { ImportTarget } from "./import-target";
import { type SheetCell, toCells } from "@/server/kernel/sheet-cells";

/** A file as the wizard knows it: kept on the server, its first rows here. */
export type ReadFile = {
  fileId: string;
  name: string;
  header: string[];
  /** The first rows, for the mapping. */
  first: string[][];
  rows: number;
};

/** Reads a chosen file in the browser and uploads it. Throws what the server answers, in the person's words. */
export async function readFile(
  file: File,
  table: ImportTarget["table"] = (rows) => [...rows],
): Promise<ReadFile> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const [head, ...rows] = table(await rowsOf(file, bytes));
  const { id } = await uploadFile(file.name, bytes);
  return {
    fileId: id,
    name: file.name,
    header: head?.cells ?? [],
    first: rows.slice(0, 3).map(({ cells }) => cells),
    rows: rows.length,
  };
}

async function rowsOf(file: File, bytes: Uint8Array): Promise<CsvRow[]> {
  if (/\.xlsx$/i.test(file.name)) {
    // Read on demand: few import, and a workbook's reader is heavy.
    const { readSheet } = await import("read-excel-file/browser");
    return toCells((await readSheet(file)) as SheetCell[][]);
  }
  const { text } = decodeText(bytes);
  return parseCsv(text, guessSeparator(text));
}

/** Hands the browser a text as a file to keep. */
export function saveText(name: string, text: string): void {
  const href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = href;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(href), 1_000);
}
