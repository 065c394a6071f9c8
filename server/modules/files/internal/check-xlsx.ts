import { Invalid } from "@/server/kernel/errors";

const END_BYTES = 22;
const MAX_ENTRIES = 2000;
const MAX_UNPACKED_BYTES = 100 * 1024 * 1024;
/** Rows of figures pack well, but not a thousandfold. */
const MAX_RATIO = 200;

/**
 * A workbook by its table of contents (ZIP, APPNOTE 6.3 §4.3): spreadsheet parts, no macros, no path that leaves,
 * no encryption, no bomb, nothing before the first entry or after the last. It is never unpacked here.
 */
export function checkXlsx(bytes: Uint8Array): Uint8Array {
  const entries = readEntries(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  const names = new Set(entries.map((entry) => entry.name));
  const unpacked = entries.reduce((sum, entry) => sum + entry.unpackedBytes, 0);
  const isWorkbook = names.has("[Content_Types].xml") && names.has("xl/workbook.xml");
  const macros = entries.some(({ name }) => /vbaproject|\.bin$|activex|embeddings\//i.test(name));
  const leaves = entries.some(({ name }) => /^[/\\]|\\|(?:^|\/)\.\.(?:\/|$)|^[A-Za-z]:/.test(name));
  if (!isWorkbook || macros) throw new Invalid("file_type_refused");
  const bomb = unpacked > MAX_UNPACKED_BYTES || unpacked > MAX_RATIO * bytes.length + 1_000_000;
  if (leaves || bomb || entries.some(({ encrypted }) => encrypted) || names.size < entries.length)
    throw new Invalid("file_damaged");
  return bytes;
}

type Entry = { name: string; unpackedBytes: number; encrypted: boolean };

function readEntries(zip: Buffer): Entry[] {
  const end = zip.length - END_BYTES;
  // No comment and no ZIP64: the end record is the file's last 22 bytes, so nothing hides behind it.
  if (end < 0 || zip.readUInt32LE(end) !== 0x06054b50) throw new Invalid("file_damaged");
  const count = zip.readUInt16LE(end + 10);
  const start = zip.readUInt32LE(end + 16);
  if (count > MAX_ENTRIES || start + zip.readUInt32LE(end + 12) !== end)
    throw new Invalid("file_damaged");
  const entries: Entry[] = [];
  let at = start;
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || zip.readUInt32LE(at) !== 0x02014b50) throw new Invalid("file_damaged");
    const nameBytes = zip.readUInt16LE(at + 28);
    entries.push({
      name: zip.toString("utf8", at + 46, at + 46 + nameBytes),
      unpackedBytes: zip.readUInt32LE(at + 24),
      encrypted: (zip.readUInt16LE(at + 8) & 1) === 1,
    });
    at += 46 + nameBytes + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  if (at !== end) throw new Invalid("file_damaged");
  return entries;
}
