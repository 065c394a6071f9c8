type Entry = { name: string; data?: string; unpackedBytes?: number; encrypted?: boolean };

/** A ZIP file with stored entries; sizes and flags can be made to lie. */
export function zipOf(entries: Entry[]): Uint8Array {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, data = "x", unpackedBytes, encrypted } of entries) {
    const [path, content] = [Buffer.from(name), Buffer.from(data)];
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt32LE(content.length, 18);
    local.writeUInt32LE(content.length, 22);
    local.writeUInt16LE(path.length, 26);
    const header = Buffer.alloc(46);
    header.writeUInt32LE(0x02014b50, 0);
    header.writeUInt16LE(encrypted ? 1 : 0, 8);
    header.writeUInt32LE(content.length, 20);
    header.writeUInt32LE(unpackedBytes ?? content.length, 24);
    header.writeUInt16LE(path.length, 28);
    header.writeUInt32LE(offset, 42);
    locals.push(local, path, content);
    central.push(header, path);
    offset += local.length + path.length + content.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

/** The smallest workbook that our checks take. */
export const workbook = (more: Entry[] = []): Uint8Array =>
  zipOf([{ name: "[Content_Types].xml" }, { name: "xl/workbook.xml" }, ...more]);
