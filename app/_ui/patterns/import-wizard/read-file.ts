import { uploadFile } from "@/app/_trpc/upload-file";
import { decodeText, guessSeparator, parseCsv } from "@/server/kernel/parse-csv";

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
export async function readFile(file: File): Promise<ReadFile> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { text } = decodeText(bytes);
  const [head, ...rows] = parseCsv(text, guessSeparator(text));
  const { id } = await uploadFile(file.name, bytes);
  return {
    fileId: id,
    name: file.name,
    header: head?.cells ?? [],
    first: rows.slice(0, 3).map(({ cells }) => cells),
    rows: rows.length,
  };
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
