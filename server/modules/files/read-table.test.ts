import { crc32, deflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { mintStaff, mintTenant } from "@/server/testing/tenant";
import { readTable } from "./read-table";
import { uploadFile } from "./upload-file";

/** A workbook as spreadsheets write it: deflated parts, shared strings, a number, a date with its format. */
function workbook(rows: string): Uint8Array {
  const parts: [string, string][] = [
    [
      "[Content_Types].xml",
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    ],
    [
      "xl/workbook.xml",
      `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Hoja1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    [
      "xl/_rels/workbook.xml.rels",
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    ],
    [
      "xl/styles.xml",
      `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    ],
    [
      "xl/sharedStrings.xml",
      `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Cliente</t></si><si><t>Saldo</t></si><si><t>Vence</t></si><si><t>Ñandú S.A.</t></si></sst>`,
    ],
    [
      "xl/worksheets/sheet1.xml",
      `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:C3"/><sheetData>${rows}</sheetData></worksheet>`,
    ],
  ];
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of parts) {
    const [path, plain] = [Buffer.from(name), Buffer.from(text)];
    const packed = deflateRawSync(plain);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(crc32(plain), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(plain.length, 18);
    head.writeUInt16LE(path.length, 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    locals.push(Buffer.from([0x50, 0x4b, 3, 4]), head, path, packed);
    central.push(Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), head, rest, path);
    offset += 4 + head.length + path.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

const row = (at: number, cells: string) => `<row r="${at}">${cells}</row>`;
const shared = (at: string, index: number) => `<c r="${at}" t="s"><v>${index}</v></c>`;

test("a workbook's first sheet is read as texts: accents, decimals and days as a CSV would give them", async () => {
  const tenant = await mintTenant();
  const { ctx } = await mintStaff(tenant, "owner");
  const bytes = workbook(
    row(1, shared("A1", 0) + shared("B1", 1) + shared("C1", 2)) +
      row(2, `${shared("A2", 3)}<c r="B2"><v>1150.5</v></c><c r="C2" s="1"><v>46310</v></c>`),
  );
  const { id } = await uploadFile(ctx, { name: "saldos.xlsx", bytes });
  expect(await readTable(ctx, id, 10)).toEqual({
    header: ["Cliente", "Saldo", "Vence"],
    rows: [{ line: 2, cells: ["Ñandú S.A.", "1150.5", "2026-10-15"] }],
  });
  await expect(readTable(ctx, id, 0)).rejects.toMatchObject({ key: "import_too_long" });
});

test("a picture is no table", async () => {
  const tenant = await mintTenant();
  const { ctx } = await mintStaff(tenant, "owner");
  const { id } = await uploadFile(ctx, {
    name: "x.pdf",
    bytes: Buffer.from("%PDF-1.4 nothing\n%%EOF\n"),
  });
  await expect(readTable(ctx, id, 10)).rejects.toMatchObject({ key: "import_not_csv" });
});
