import { createReadStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** A table's exported lines in batches; memory stays flat. */
export async function* readLines(
  folder: string,
  table: string,
  batch = 500,
): AsyncGenerator<string[]> {
  const input = createReadStream(join(folder, "tables", `${table}.jsonl`), "utf8");
  let lines: string[] = [];
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    lines.push(line);
    if (lines.length < batch) continue;
    yield lines;
    lines = [];
  }
  if (lines.length > 0) yield lines;
}
